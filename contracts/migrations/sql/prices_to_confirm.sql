-- A price that waits for a second person is one of its own buyer's. See the function keep_one_buyer.
SELECT guard_buyer('contracts_pricetoconfirm', 'buyer_of_priceitem(one.item_id)',
    'latest_id', 'buyer_of_price(one.latest_id)',
    'price_id', 'buyer_of_price(one.price_id)');
