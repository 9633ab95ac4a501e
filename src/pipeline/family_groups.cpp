#include "family_groups.hpp"

#include <algorithm>
#include <array>

#include "voxtrait/features/matrices.hpp"

namespace voxtrait {

namespace {

/// Whether a family takes part in a shared result.
bool shares(const Plan::Entry& entry, std::string_view result) {
  const std::string_view list = entry.family->info.shares;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    if (list.substr(begin, end - begin) == result) return true;
    begin = end + 1;
  }
  return false;
}

constexpr std::array shared_results{shared_result::co_occurrences, shared_result::run_lengths,
                                    shared_result::equal_pairs, shared_result::zones,
                                    shared_result::neighbourhoods};

bool share_any(const Plan::Entry& a, const Plan::Entry& b) {
  return std::ranges::any_of(shared_results, [&](std::string_view result) {
    return shares(a, result) && shares(b, result);
  });
}

}  // namespace

std::vector<std::vector<std::size_t>> groups_of(const std::vector<Plan::Entry>& entries) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::vector<std::size_t> joined;
    std::erase_if(groups, [&](const std::vector<std::size_t>& group) {
      const bool meets = std::ranges::any_of(
          group, [&](std::size_t other) { return share_any(entries[i], entries[other]); });
      if (meets) joined.insert(joined.end(), group.begin(), group.end());
      return meets;
    });
    joined.push_back(i);
    groups.push_back(std::move(joined));
  }
  return groups;
}

std::vector<Aggregation> wanted_of(const std::vector<Plan::Entry>& entries,
                                   std::string_view result) {
  std::vector<Aggregation> wanted;
  for (const Plan::Entry& entry : entries) {
    if (!shares(entry, result)) continue;
    for (const Aggregation a : entry.aggregations) {
      wanted.push_back(a == Aggregation::whole_roi ? Aggregation::merged_3d : a);
    }
  }
  return wanted;
}

bool share_directions(const std::vector<Plan::Entry>& entries) {
  const auto several = [&entries](std::string_view result) {
    return std::ranges::count_if(
               entries, [result](const Plan::Entry& entry) { return shares(entry, result); }) > 1;
  };
  return several(shared_result::co_occurrences) || several(shared_result::run_lengths);
}

}  // namespace voxtrait
