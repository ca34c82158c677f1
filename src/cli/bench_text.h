// What `litany bench` measured, for people.
#ifndef LITANY_CLI_BENCH_TEXT_H_
#define LITANY_CLI_BENCH_TEXT_H_

#include <string>

#include "engine/bench_run.h"

namespace litany::cli {

std::string BenchText(const engine::BenchReport& report);

// "0.2 s", "14 s", "3.5 min", "2.1 h", "40 days".
std::string HumanSeconds(double seconds);

}  // namespace litany::cli

#endif  // LITANY_CLI_BENCH_TEXT_H_
