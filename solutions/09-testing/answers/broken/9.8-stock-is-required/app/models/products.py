class ProductCreate(BaseModel):
    stock: Stock
