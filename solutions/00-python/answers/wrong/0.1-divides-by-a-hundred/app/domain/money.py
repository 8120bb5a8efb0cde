class Money:
    def __str__(self) -> str:
        return f"{self.cents / 100} {self.currency}"
