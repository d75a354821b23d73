"""What of the standard library waits, on the virtual clock: stand-ins for clocks, threads, locks and executors."""
