class Match:
    def arguments(self) -> dict[str, Any]:
        return dict(self.params)
