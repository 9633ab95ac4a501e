#include "verdict_counts.hpp"

namespace voxtrait::cli {

std::string verdict_text(const Counts& counts) {
  std::string text = judged(counts) == 0 ? std::string("-")
                                         : std::to_string(count(counts, Verdict::matched)) +
                                               " of " + std::to_string(judged(counts)) + " match";
  const auto add = [&](Verdict verdict, const std::string& what) {
    if (count(counts, verdict) == 0) return;
    text += ", " + std::to_string(count(counts, verdict)) + " " + what;
  };
  add(Verdict::not_implemented, "not implemented");
  add(Verdict::not_standardised, "without reference value");
  add(Verdict::no_data, "not run (image not installed)");
  return text;
}

}  // namespace voxtrait::cli
