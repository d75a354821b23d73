"""What LangGraph and LangChain say of what a student built, in a student's words."""
