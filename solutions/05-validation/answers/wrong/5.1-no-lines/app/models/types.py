MultilineText = PlainText
