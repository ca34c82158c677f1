// Boost.Program_options with its surprises taken out: no guessing of
// abbreviated names, no option that eats the words after it, values read by
// our own parsers (which know sizes, counts and shares, and say what is wrong),
// unknown names answered with the nearest known one.
//
// A flag is one record: name, what its value is called, help, and a function
// that takes the value in.  Help, the configuration file and the suggestions
// come from it.
//
// Thread safety: thread-compatible.
#ifndef LITANY_CLI_OPTION_TABLE_H_
#define LITANY_CLI_OPTION_TABLE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace litany::cli {

using TakeValue = std::function<absl::Status(const std::string& value)>;

class OptionTable {
 public:
  // `usage` and `examples` frame the help.
  OptionTable(std::string usage, std::vector<std::string> examples);

  // Begins a heading in the help.
  void Group(const char* title);
  // `name` is "threads" or "output,o".
  void Value(const char* name, const char* value_name, const char* help,
             TakeValue take);
  // An option that may be given several times.
  void List(const char* name, const char* value_name, const char* help,
            TakeValue take);
  void Flag(const char* name, const char* help, bool* target);
  // What is not an option; `value_name` for the help.
  void Positional(std::vector<std::string>* target);

  // InvalidArgument with a message for the user.  --help sets help_wanted and
  // stops there.  --config FILE (if the table has it) is read after the
  // arguments, which win.
  absl::Status Parse(const std::vector<std::string>& arguments);

  bool help_wanted() const { return help_wanted_; }
  std::string Help() const;

 private:
  struct Record {
    std::string name;  // long
    std::string short_name;
    std::string value_name;  // empty: a flag
    std::string help;
    size_t group = 0;
    bool repeats = false;
    TakeValue take;
    bool* flag = nullptr;
    bool seen = false;
  };

  void Add(const char* name, Record record);
  Record* Find(const std::string& name);
  std::string Unknown(const std::string& name) const;
  absl::Status Take(Record* record, const std::string& value,
                    const std::string& where);
  absl::Status ReadConfig(const std::string& path);

  std::string usage_;
  std::vector<std::string> examples_;
  std::vector<std::string> groups_;
  std::vector<Record> records_;
  std::vector<std::string>* positional_ = nullptr;
  bool help_wanted_ = false;
  std::string config_;
};

// Readers of values; each says what it wants.
TakeValue TakeString(std::string* target);
TakeValue TakeStrings(std::vector<std::string>* target);  // a,b,c
TakeValue AppendString(std::vector<std::string>* target);
TakeValue TakeCount(uint64_t* target, uint64_t least, uint64_t most);
TakeValue TakeCount(uint32_t* target, uint32_t least, uint32_t most);
TakeValue TakeShare(double* target);    // a decimal in (0, 1]
TakeValue TakeBytes(uint64_t* target);  // 64MiB, 2GB, 100k, 12345

// Some of a few names, with commas between them: sets the flags of those named
// and clears the others.  `wants` is the end of "must be of ...".
TakeValue TakeFlags(std::vector<std::pair<std::string, bool*>> flags,
                    std::string wants);

// "a, b or c".
std::string OneOf(const std::vector<std::string>& names);

// One of a few words, each with what it sets *target to; Target is Enum or an
// optional one.
template <typename Enum, typename Target>
TakeValue TakeWord(Target* target,
                   std::vector<std::pair<std::string, Enum>> words) {
  return [target, words](const std::string& value) -> absl::Status {
    std::vector<std::string> names;
    for (const auto& [name, meaning] : words) {
      if (name == value) {
        *target = meaning;
        return absl::OkStatus();
      }
      names.push_back(name);
    }
    return absl::InvalidArgumentError("must be " + OneOf(names));
  };
}

}  // namespace litany::cli

#endif  // LITANY_CLI_OPTION_TABLE_H_
