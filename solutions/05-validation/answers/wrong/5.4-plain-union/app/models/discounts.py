Discount = PercentOff | AmountOff | Bundle
