//! The program: arguments in, window or command line out.

fn main() {}
