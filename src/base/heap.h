// How the program asks the kernel for memory.
//
// A stage gives back tens of megabytes that the next one asks for again, and
// each page of 4 KiB that the kernel gives out is a fault and is set to 0.  So
// what is freed is kept for what comes, and comes in pages of 2 MiB.
//
// Tested by tests/base/heap_test.cc.
#ifndef LITANY_BASE_HEAP_H_
#define LITANY_BASE_HEAP_H_

namespace litany::base {

// For a program that ends with its work, at its start, before it has threads.
// Where something is not allowed (address space, huge pages) all goes on as it
// would without.
void PrepareHeap();

}  // namespace litany::base

#endif  // LITANY_BASE_HEAP_H_
