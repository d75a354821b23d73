"""LangChain and LangGraph in virtual time: small scenarios with their exact traces, and a soak that repeats them."""
