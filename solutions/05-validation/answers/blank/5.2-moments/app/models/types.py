# exercise 5.2: Moments and decimal numbers. A moment may come without a zone, and as a number.
UtcDatetime = datetime

# exercise 5.2: Moments and decimal numbers. A float, exact only by chance.
DecimalText = float
