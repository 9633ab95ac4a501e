#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace voxtrait {

/// Why a value is there or not; every value in a table carries one.
enum class Status : std::uint8_t { ok, undefined, empty_roi, too_small, not_applicable, failed };

/// Name of a status as it stands in tables, e.g. `empty_roi`.
std::string_view name(Status status) noexcept;

/// A reason why something could not be computed, in the user's words.
struct Failure {
  Status status = Status::failed;
  std::string reason;

  friend bool operator==(const Failure&, const Failure&) = default;
};

/// Either a T or the reason why there is none.
template <class T>
class Outcome {
 public:
  Outcome(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Outcome(Failure failure) : content_(std::in_place_index<1>, std::move(failure)) {}

  [[nodiscard]] bool ok() const noexcept { return content_.index() == 0; }
  [[nodiscard]] const T& value() const { return std::get<0>(content_); }
  [[nodiscard]] T& value() { return std::get<0>(content_); }
  [[nodiscard]] const Failure& failure() const { return std::get<1>(content_); }

 private:
  std::variant<T, Failure> content_;
};

/// A feature value with its status; `number` is meaningful only when the status is `ok`.
struct Value {
  double number = 0.0;
  Status status = Status::ok;
  std::string reason;

  static Value of(double number) { return {number, Status::ok, {}}; }
  static Value none(Failure failure) { return {0.0, failure.status, std::move(failure.reason)}; }

  [[nodiscard]] bool ok() const noexcept { return status == Status::ok; }
};

}  // namespace voxtrait
