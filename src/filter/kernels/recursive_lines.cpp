#include "filter/kernels/recursive_lines.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filter/kernels/recursive_lines.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<double, recursive_line_count / 2>;
using Numbers = hn::Vec<Tag>;

/// Four numbers that were seen last, the newest first.
struct Last {
  Numbers a, b, c, d;

  void push(Numbers next) {
    d = c;
    c = b;
    b = a;
    a = next;
  }
};

/// Four coefficients for all lines.
struct Weights {
  explicit Weights(const std::array<double, 4>& w)
      : a(hn::Set(Tag(), w[0])),
        b(hn::Set(Tag(), w[1])),
        c(hn::Set(Tag(), w[2])),
        d(hn::Set(Tag(), w[3])) {}
  Numbers a, b, c, d;
};

/// In this order, each product and sum rounded, so that vectors of any width give the same bits.
Numbers weighted(const Last& v, const Weights& w) {
  const auto two = hn::Add(hn::Mul(v.a, w.a), hn::Mul(v.b, w.b));
  return hn::Add(hn::Add(two, hn::Mul(v.c, w.c)), hn::Mul(v.d, w.d));
}

/// What the results before contribute: the edge's value stands for those that do not exist.
class Feedback {
 public:
  Feedback(const std::array<double, 4>& weights, const std::array<double, 4>& edge, Numbers value)
      : weights_(weights),
        edge_(edge),
        value_(value) {}

  /// Of the result number `i` of a line.
  [[nodiscard]] Numbers at(std::size_t i, const Last& before) const {
    if (i >= 4) return weighted(before, weights_);
    const auto a = i >= 1 ? hn::Mul(before.a, weights_.a) : hn::Mul(value_, edge_.a);
    const auto b = i >= 2 ? hn::Mul(before.b, weights_.b) : hn::Mul(value_, edge_.b);
    const auto c = i >= 3 ? hn::Mul(before.c, weights_.c) : hn::Mul(value_, edge_.c);
    return hn::Add(hn::Add(hn::Add(a, b), c), hn::Mul(value_, edge_.d));
  }

 private:
  Weights weights_;
  Weights edge_;
  Numbers value_;
};

/// A vector of lines on its way from one end to the other.
class Run {
 public:
  Run(const std::array<double, 4>& weights, const std::array<double, 4>& feedback,
      const std::array<double, 4>& edge_weights, Numbers edge)
      : weights_(weights),
        feedback_(feedback, edge_weights, edge),
        seen_{edge, edge, edge, edge},
        made_{edge, edge, edge, edge} {}

  void see(Numbers value) { seen_.push(value); }

  /// Result number `i`, counted from where the run began.
  Numbers make(std::size_t i) {
    const Numbers result = hn::Sub(weighted(seen_, weights_), feedback_.at(i, made_));
    made_.push(result);
    return result;
  }

 private:
  Weights weights_;
  Feedback feedback_;
  Last seen_;
  Last made_;
};

/// Two vectors of lines at once: each result waits for the one before it in its own line alone.
void forwards(const RecursiveFilter& filter, const double* values, std::size_t length,
              std::size_t other, double* results) {
  const Tag d;
  Run a(filter.causal, filter.feedback, filter.causal_edge, hn::LoadU(d, values));
  Run b(filter.causal, filter.feedback, filter.causal_edge, hn::LoadU(d, values + other));
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t place = i * recursive_line_count;
    a.see(hn::LoadU(d, values + place));
    b.see(hn::LoadU(d, values + place + other));
    hn::StoreU(a.make(i), d, results + place);
    hn::StoreU(b.make(i), d, results + place + other);
  }
}

/// Adds to what is there.
void backwards(const RecursiveFilter& filter, const double* values, std::size_t length,
               std::size_t other, double* results) {
  const Tag d;
  const double* last = values + (length - 1) * recursive_line_count;
  Run a(filter.anticausal, filter.feedback, filter.anticausal_edge, hn::LoadU(d, last));
  Run b(filter.anticausal, filter.feedback, filter.anticausal_edge, hn::LoadU(d, last + other));
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t place = (length - 1 - i) * recursive_line_count;
    double* one = results + place;
    hn::StoreU(hn::Add(hn::LoadU(d, one), a.make(i)), d, one);
    hn::StoreU(hn::Add(hn::LoadU(d, one + other), b.make(i)), d, one + other);
    a.see(hn::LoadU(d, values + place));
    b.see(hn::LoadU(d, values + place + other));
  }
}

void recursive_lines_of(const RecursiveFilter& filter, const double* values, std::size_t length,
                        double* results) {
  const std::size_t lanes = hn::Lanes(Tag());
  for (std::size_t c = 0; c < recursive_line_count; c += 2 * lanes) {
    forwards(filter, values + c, length, lanes, results + c);
    backwards(filter, values + c, length, lanes, results + c);
  }
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(recursive_lines_of);

void recursive_lines(const RecursiveFilter& filter, const double* values, std::size_t length,
                     double* results) noexcept {
  VOXTRAIT_DISPATCH(recursive_lines_of)(filter, values, length, results);
}

}  // namespace voxtrait

#endif
