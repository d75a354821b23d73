"""What a run did, told by the libraries themselves: recorders for LangChain, LangSmith, tasks, queues, cancellation."""
