SELECT leave_buyer('contracts_pricetoconfirm');
