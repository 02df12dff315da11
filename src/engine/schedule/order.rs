//! Order: which new items come next, and siblings (items of one topic) apart.
