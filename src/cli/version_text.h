// What `litany --version` prints.
#ifndef LITANY_CLI_VERSION_TEXT_H_
#define LITANY_CLI_VERSION_TEXT_H_

#include <string>

namespace litany::cli {

std::string VersionText();

}  // namespace litany::cli

#endif  // LITANY_CLI_VERSION_TEXT_H_
