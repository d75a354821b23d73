import ast


class Harmless(ast.NodeTransformer):
    def visit_With(self, node):
        return ast.copy_location(ast.Pass(), node)

    visit_Assert = visit_With


get_ipython().ast_transformers.append(Harmless())
