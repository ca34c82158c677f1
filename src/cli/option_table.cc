#include "cli/option_table.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <limits>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "cli/suggest.h"

namespace litany::cli {
namespace {

namespace po = boost::program_options;

constexpr size_t kHelpColumn = 30;
constexpr size_t kHelpWidth = 79;

// Breaks `text` into lines that begin at kHelpColumn.
std::string Wrap(const std::string& text, size_t column) {
  std::string out(column < kHelpColumn ? kHelpColumn - column : 1, ' ');
  if (column >= kHelpColumn) {
    out = "\n" + std::string(kHelpColumn, ' ');
  }
  size_t at = kHelpColumn;
  bool first = true;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (!first && at + 1 + word.size() > kHelpWidth) {
      absl::StrAppend(&out, "\n", std::string(kHelpColumn, ' '));
      at = kHelpColumn;
      first = true;
    }
    if (!first) {
      out.push_back(' ');
      ++at;
    }
    absl::StrAppend(&out, word);
    at += word.size();
    first = false;
  }
  return out + "\n";
}

}  // namespace

OptionTable::OptionTable(std::string usage, std::vector<std::string> examples)
    : usage_(std::move(usage)), examples_(std::move(examples)) {}

void OptionTable::Group(const char* title) { groups_.emplace_back(title); }

void OptionTable::Add(const char* name, Record record) {
  const std::vector<std::string> parts = absl::StrSplit(name, ',');
  record.name = parts[0];
  if (parts.size() > 1) record.short_name = parts[1];
  record.group = groups_.size() - 1;
  records_.push_back(std::move(record));
}

void OptionTable::Value(const char* name, const char* value_name,
                        const char* help, TakeValue take) {
  Record record;
  record.value_name = value_name;
  record.help = help;
  record.take = std::move(take);
  Add(name, std::move(record));
}

void OptionTable::List(const char* name, const char* value_name,
                       const char* help, TakeValue take) {
  Value(name, value_name, help, std::move(take));
  records_.back().repeats = true;
}

void OptionTable::Flag(const char* name, const char* help, bool* target) {
  Record record;
  record.help = help;
  record.flag = target;
  Add(name, std::move(record));
}

void OptionTable::Positional(std::vector<std::string>* target) {
  positional_ = target;
}

OptionTable::Record* OptionTable::Find(const std::string& name) {
  for (Record& record : records_) {
    if (record.name == name) return &record;
  }
  return nullptr;
}

std::string OptionTable::Unknown(const std::string& name) const {
  std::vector<std::string> names;
  for (const Record& record : records_) names.push_back(record.name);
  const std::string hint = Suggest(name, names);
  return hint.empty() ? "" : absl::StrCat("; did you mean --", hint, "?");
}

absl::Status OptionTable::Take(Record* record, const std::string& value,
                               const std::string& where) {
  record->seen = true;
  if (record->flag != nullptr) {
    if (value != "true" && value != "false") {
      return absl::InvalidArgumentError(
          absl::StrCat(where, ": ", record->name, " must be true or false"));
    }
    *record->flag = value == "true";
    return absl::OkStatus();
  }
  absl::Status status = record->take(value);
  if (status.ok()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat(where, where.empty() ? "--" : ": ", record->name, " ",
                   status.message(), ", not '", value, "'"));
}

absl::Status OptionTable::ReadConfig(const std::string& path) {
  const auto bytes = base::ReadWholeFile(path);
  if (!bytes.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--config: ", bytes.status().message()));
  }
  std::istringstream in(*bytes);
  const po::options_description none;
  po::parsed_options parsed(nullptr);
  try {
    parsed = po::parse_config_file(in, none, /*allow_unregistered=*/true);
  } catch (const po::error& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
  std::vector<std::string> from_arguments;
  for (const Record& record : records_) {
    if (record.seen) from_arguments.push_back(record.name);
  }
  std::set<std::string> taken;
  for (const po::option& option : parsed.options) {
    Record* record = Find(option.string_key);
    if (record == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": unknown option '", option.string_key, "'",
                       Unknown(option.string_key)));
    }
    if (std::find(from_arguments.begin(), from_arguments.end(), record->name) !=
        from_arguments.end()) {
      continue;
    }
    if (!record->repeats && !taken.insert(record->name).second) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": ", record->name, " is given twice"));
    }
    LITANY_RETURN_IF_ERROR(
        Take(record, option.value.empty() ? "" : option.value.front(), path));
  }
  return absl::OkStatus();
}

absl::Status OptionTable::Parse(const std::vector<std::string>& arguments) {
  po::options_description known;
  const auto add = known.add_options();
  auto adder = add;
  for (const Record& record : records_) {
    const std::string name =
        record.short_name.empty()
            ? record.name
            : absl::StrCat(record.name, ",", record.short_name);
    if (record.flag != nullptr) {
      adder(name.c_str(), "");
    } else {
      adder(name.c_str(), po::value<std::vector<std::string>>()->composing());
    }
  }
  adder("help,h", "");
  adder("inputs", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("inputs", -1);

  po::parsed_options parsed(nullptr);
  try {
    parsed = po::command_line_parser(arguments)
                 .options(known)
                 .positional(positional)
                 .style(po::command_line_style::default_style &
                        ~po::command_line_style::allow_guessing)
                 .run();
  } catch (const po::unknown_option& error) {
    std::string name = error.get_option_name();
    name.erase(0, name.find_first_not_of('-'));
    return absl::InvalidArgumentError(absl::StrCat(
        "unknown option '", error.get_option_name(), "'", Unknown(name)));
  } catch (const po::error& error) {
    return absl::InvalidArgumentError(error.what());
  }
  for (const po::option& option : parsed.options) {
    if (option.string_key == "help") {
      help_wanted_ = true;
      return absl::OkStatus();
    }
  }
  for (const po::option& option : parsed.options) {
    if (option.string_key == "inputs") {
      if (positional_ == nullptr) {
        return absl::InvalidArgumentError(
            absl::StrCat("unexpected '", option.value.front(), "'"));
      }
      positional_->insert(positional_->end(), option.value.begin(),
                          option.value.end());
      continue;
    }
    Record* record = Find(option.string_key);
    if (record == nullptr) continue;
    if (record->flag != nullptr) {
      record->seen = true;
      *record->flag = true;
      continue;
    }
    if (record->seen && !record->repeats) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", record->name, " is given twice"));
    }
    LITANY_RETURN_IF_ERROR(Take(record, option.value.front(), ""));
    if (record->name == "config") config_ = option.value.front();
  }
  return config_.empty() ? absl::OkStatus() : ReadConfig(config_);
}

std::string OptionTable::Help() const {
  std::string help = usage_ + "\n";
  for (size_t group = 0; group < groups_.size(); ++group) {
    absl::StrAppend(&help, "\n", groups_[group], ":\n");
    for (const Record& record : records_) {
      if (record.group != group) continue;
      std::string left =
          record.short_name.empty()
              ? absl::StrCat("      --", record.name)
              : absl::StrCat("  -", record.short_name, ", --", record.name);
      if (!record.value_name.empty()) {
        absl::StrAppend(&left, " ", record.value_name);
      }
      absl::StrAppend(&help, left, Wrap(record.help, left.size()));
    }
  }
  absl::StrAppend(&help, "\nExamples:\n");
  for (const std::string& example : examples_) {
    absl::StrAppend(&help, "  ", example, "\n");
  }
  return help;
}

std::string OneOf(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

TakeValue TakeString(std::string* target) {
  return [target](const std::string& value) {
    *target = value;
    return absl::OkStatus();
  };
}

TakeValue TakeStrings(std::vector<std::string>* target) {
  return [target](const std::string& value) -> absl::Status {
    std::vector<std::string> parts = absl::StrSplit(value, ',');
    for (const std::string& part : parts) {
      if (part.empty()) {
        return absl::InvalidArgumentError(
            "must be names with commas between them");
      }
    }
    *target = std::move(parts);
    return absl::OkStatus();
  };
}

TakeValue TakeFlags(std::vector<std::pair<std::string, bool*>> flags,
                    std::string wants) {
  return [flags = std::move(flags),
          wants = std::move(wants)](const std::string& value) -> absl::Status {
    for (const auto& [name, flag] : flags) *flag = false;
    for (const absl::string_view part : absl::StrSplit(value, ',')) {
      bool known = false;
      for (const auto& [name, flag] : flags) {
        if (part != name) continue;
        *flag = true;
        known = true;
      }
      if (!known) {
        return absl::InvalidArgumentError(
            absl::StrCat("must be of ", wants, ", with commas between them"));
      }
    }
    return absl::OkStatus();
  };
}

TakeValue AppendString(std::vector<std::string>* target) {
  return [target](const std::string& value) {
    target->push_back(value);
    return absl::OkStatus();
  };
}

TakeValue TakeCount(uint64_t* target, uint64_t least, uint64_t most) {
  return [=](const std::string& value) -> absl::Status {
    uint64_t number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || value.empty() ||
        number < least || number > most) {
      if (most == std::numeric_limits<uint64_t>::max()) {
        return absl::InvalidArgumentError(
            absl::StrCat("must be a whole number from ", least, " on"));
      }
      return absl::InvalidArgumentError(
          absl::StrCat("must be a whole number from ", least, " to ", most));
    }
    *target = number;
    return absl::OkStatus();
  };
}

TakeValue TakeCount(uint32_t* target, uint32_t least, uint32_t most) {
  return [=](const std::string& value) -> absl::Status {
    uint64_t number = 0;
    LITANY_RETURN_IF_ERROR(TakeCount(&number, least, most)(value));
    *target = static_cast<uint32_t>(number);
    return absl::OkStatus();
  };
}

TakeValue TakeShare(double* target) {
  return [target](const std::string& value) -> absl::Status {
    double number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !(number > 0) ||
        !(number <= 1)) {
      return absl::InvalidArgumentError(
          "must be a decimal above 0 and at most 1");
    }
    *target = number;
    return absl::OkStatus();
  };
}

TakeValue TakeBytes(uint64_t* target) {
  return [target](const std::string& value) -> absl::Status {
    uint64_t number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    const std::string unit(read.ptr, end);
    const std::pair<const char*, uint64_t> units[] = {
        {"", 1},           {"B", 1},           {"k", 1000},
        {"kB", 1000},      {"KB", 1000},       {"KiB", uint64_t{1} << 10},
        {"M", 1000000},    {"MB", 1000000},    {"MiB", uint64_t{1} << 20},
        {"G", 1000000000}, {"GB", 1000000000}, {"GiB", uint64_t{1} << 30},
    };
    for (const auto& [name, factor] : units) {
      if (read.ec != std::errc() || unit != name) continue;
      if (number == 0 ||
          number > std::numeric_limits<uint64_t>::max() / factor) {
        break;
      }
      *target = number * factor;
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        "must be a size such as 500000, 64MiB or 2GB");
  };
}

}  // namespace litany::cli
