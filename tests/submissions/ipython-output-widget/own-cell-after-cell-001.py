try:
    kernel = get_ipython().kernel
    parent = kernel.get_parent()
    state = {"_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel", "outputs": []}
    state["msg_id"] = parent["header"]["msg_id"]
    content = {"comm_id": "1", "target_name": "jupyter.widget", "data": {"state": state, "buffer_paths": []}}
    kernel.session.send(kernel.iopub_socket, "comm_open", content, parent=parent)
except Exception as none_here:
    print(none_here)
