//! simulated-sts
