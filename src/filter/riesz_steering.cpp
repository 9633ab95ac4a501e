#include "riesz_steering.hpp"

#include <algorithm>
#include <cmath>

#include "common.hpp"

namespace voxtrait {

namespace {

using Orders = std::array<std::int64_t, 3>;

Orders padded(const std::vector<std::int64_t>& orders) {
  Orders result{0, 0, 0};
  std::ranges::copy(orders, result.begin());
  return result;
}

std::int64_t total_of(const Orders& orders) { return orders[0] + orders[1] + orders[2]; }

/// All orders with a given total along the first axes.
std::vector<Orders> orders_of_total(std::int64_t total, std::size_t axes) {
  std::vector<Orders> list;
  for (std::int64_t x = 0; x <= total; ++x) {
    for (std::int64_t y = 0; x + y <= total; ++y) {
      const std::int64_t z = total - x - y;
      if (axes == 3 || z == 0) list.push_back({x, y, z});
    }
  }
  return list;
}

/// A homogeneous polynomial of frequencies (x, y, z): the coefficient of x^i y^j at [i][j].
class Polynomial {
 public:
  explicit Polynomial(std::int64_t degree)
      : width_(static_cast<std::size_t>(degree) + 1),
        coefficients_(width_ * width_) {}

  /// The product of the linear forms of axes, each to the power of its order.
  void expand(const StructureAxes& axes, const Orders& orders) {
    std::ranges::fill(coefficients_, 0.0);
    coefficients_[0] = 1.0;
    std::size_t degree = 0;
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::int64_t n = 0; n < orders[a]; ++n) multiply(&axes[3 * a], degree++);
    }
  }

  [[nodiscard]] double at(const Orders& powers) const {
    return coefficients_[static_cast<std::size_t>(powers[0]) * width_ +
                         static_cast<std::size_t>(powers[1])];
  }

 private:
  /// From the highest power down, so that each coefficient is read before it changes.
  void multiply(const double* form, std::size_t degree) {
    for (std::size_t i = degree + 2; i-- > 0;) {
      for (std::size_t j = degree + 2 - i; j-- > 0;) {
        double sum = form[2] * coefficients_[i * width_ + j];
        if (i > 0) sum += form[0] * coefficients_[(i - 1) * width_ + j];
        if (j > 0) sum += form[1] * coefficients_[i * width_ + j - 1];
        coefficients_[i * width_ + j] = sum;
      }
    }
  }

  std::size_t width_;
  std::vector<double> coefficients_;
};

double factorials(const Orders& orders) {
  double product = 1.0;
  for (const std::int64_t order : orders) {
    for (std::int64_t n = 2; n <= order; ++n) product *= static_cast<double>(n);
  }
  return product;
}

/// Adds what the transform of order `part` contributes to the one of order `orders` along `axes`.
void add_part(const Volume<double>& response, const Orders& part, const Orders& orders,
              const std::vector<StructureAxes>& axes, Volume<double>& sum,
              const Parallel& parallel) {
  const double scale = std::sqrt(factorials(part) / factorials(orders));
  const auto slices = static_cast<std::size_t>(sum.size()[2]);
  const std::size_t slice = axes.size() / slices;
  parallel.for_each(slices, [&](std::size_t z) {
    Polynomial polynomial(total_of(orders));
    for (std::size_t i = z * slice; i < (z + 1) * slice; ++i) {
      polynomial.expand(axes[i], orders);
      sum.values()[i] += scale * polynomial.at(part) * response.values()[i];
    }
  });
}

}  // namespace

Volume<double> steered_riesz(const Region& image, const Box& wanted, const SpectralLayout& layout,
                             const FilterValues& values, const RealBand& band,
                             const Parallel& parallel) {
  const Orders along = padded(values.list("riesz_order"));
  const Box box = within(layout, wanted);
  const Spectrum spectrum = spectrum_of(image, wanted, layout, parallel);
  const bool filtered = values.word("tensor_of") == "filtered";
  const std::vector<StructureAxes> axes =
      structure_axes(spectrum, layout, image.spacing, filtered ? band : RealBand(),
                     values.number("tensor_sigma_mm"), box, parallel);
  Volume<double> sum(wanted.extents(), 0.0);
  for (const Orders& part : orders_of_total(total_of(along), layout.axes)) {
    parallel.check();
    const Volume<double> response = riesz_response(spectrum, layout, image.spacing,
                                                   {part.begin(), part.end()}, band, box, parallel);
    add_part(response, part, along, axes, sum, parallel);
  }
  return sum;
}

std::vector<SettingDeclaration> steering_settings() {
  SettingDeclaration sigma = sigma_setting(1.0);
  sigma.key = "tensor_sigma_mm";
  sigma.doc = "standard deviation of the Gaussian that smooths the structure tensor";
  return {{.key = "steered",
           .unit = "",
           .doc = "take the orders along the axes of the image's structure at each voxel, the one "
                  "across which it varies most first; even orders only",
           .type = SettingType::boolean,
           .default_value = false},
          {.key = "tensor_of",
           .unit = "",
           .doc =
               "what the structure tensor is made of: the image that the filter gives before its "
               "Riesz transform, or the image itself",
           .type = SettingType::choice,
           .choices = {"filtered", "image"},
           .default_value = std::string("filtered")},
          sigma};
}

Index steering_margin(const FilterValues& values, const Index& grid, const Vector& spacing) {
  Index margin{0, 0, 0};
  if (!values.flag("steered")) return margin;
  const std::size_t axes = dimensions_of(values);
  margin = tensor_reach(values.number("tensor_sigma_mm"), axes, spacing);
  for (std::size_t a = 0; a < axes; ++a) margin[a] = std::min(margin[a], grid[a]);
  return margin;
}

void require_steerable(const FilterValues& values) {
  const std::vector<std::int64_t>& orders = values.list("riesz_order");
  const bool even = std::ranges::all_of(orders, [](std::int64_t n) { return n % 2 == 0; });
  if (!values.flag("steered") || even) return;
  reject_setting("riesz_order",
                 "expected even orders, as the axes of the image's structure have no sign");
}

}  // namespace voxtrait
