// RunOrdered of thread_pool.h.
#ifndef LITANY_BASE_THREAD_POOL_INL_H_
#define LITANY_BASE_THREAD_POOL_INL_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/thread_pool.h"

namespace litany::base {

template <typename Item>
void RunOrdered(uint32_t threads, size_t in_flight,
                const std::function<bool(Item*)>& produce,
                const std::function<void(uint32_t thread, Item*)>& transform,
                const std::function<bool(Item*)>& consume) {
  if (threads <= 1) {
    Item item;
    while (produce(&item)) {
      transform(0, &item);
      if (!consume(&item)) return;
    }
    return;
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::unique_ptr<Item>> idle;
  for (size_t i = 0; i < in_flight; ++i) {
    idle.push_back(std::make_unique<Item>());
  }
  std::map<size_t, std::unique_ptr<Item>> done;
  size_t produced = 0;
  size_t consumed = 0;
  bool producing = false;
  bool consuming = false;
  bool ended = false;    // no more to produce
  bool stopped = false;  // consume asked to end

  // Each thread does whatever step is possible, the late steps first.
  const auto loop = [&](uint32_t thread) {
    std::unique_lock lock(mutex);
    while (true) {
      if (stopped || (ended && consumed == produced)) break;
      if (!consuming && !done.empty() && done.begin()->first == consumed) {
        consuming = true;
        std::unique_ptr<Item> item = std::move(done.begin()->second);
        done.erase(done.begin());
        lock.unlock();
        const bool go_on = consume(item.get());
        lock.lock();
        consuming = false;
        ++consumed;
        stopped = stopped || !go_on;
        idle.push_back(std::move(item));
        changed.notify_all();
      } else if (!producing && !ended && !idle.empty()) {
        producing = true;
        std::unique_ptr<Item> item = std::move(idle.back());
        idle.pop_back();
        lock.unlock();
        const bool got = produce(item.get());
        lock.lock();
        producing = false;
        if (!got) {
          ended = true;
          idle.push_back(std::move(item));
          changed.notify_all();
          continue;
        }
        const size_t number = produced++;
        changed.notify_all();
        lock.unlock();
        transform(thread, item.get());
        lock.lock();
        done.emplace(number, std::move(item));
        changed.notify_all();
      } else {
        changed.wait(lock);
      }
    }
    changed.notify_all();
  };
  std::vector<std::thread> others;
  for (uint32_t i = 1; i < threads; ++i) others.emplace_back(loop, i);
  loop(0);
  for (std::thread& other : others) other.join();
}

}  // namespace litany::base

#endif  // LITANY_BASE_THREAD_POOL_INL_H_
