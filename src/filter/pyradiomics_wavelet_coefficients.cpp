#include "pyradiomics_wavelet_coefficients.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "wavelet_coefficients.hpp"

namespace voxtrait {

namespace {

/// Low-pass filters of one biorthogonal wavelet.
struct Coefficients {
  std::string_view wavelet;
  std::span<const double> decomposition;
  std::span<const double> reconstruction;
};

constexpr std::array analysis_1_1{0.7071067811865476, 0.7071067811865476};
constexpr std::array analysis_1_3{-0.08838834764831845, 0.08838834764831845, 0.7071067811865476,
                                  0.7071067811865476,   0.08838834764831845, -0.08838834764831845};
constexpr std::array synthesis_1_3{0.0, 0.0, 0.7071067811865476, 0.7071067811865476, 0.0, 0.0};
constexpr std::array analysis_1_5{
    0.016572815184059706,  -0.016572815184059706, -0.12153397801643785, 0.12153397801643785,
    0.7071067811865476,    0.7071067811865476,    0.12153397801643785,  -0.12153397801643785,
    -0.016572815184059706, 0.016572815184059706};
constexpr std::array synthesis_1_5{0.0, 0.0, 0.0, 0.0, 0.7071067811865476, 0.7071067811865476,
                                   0.0, 0.0, 0.0, 0.0};
constexpr std::array analysis_2_2{0.0,
                                  -0.1767766952966369,
                                  0.3535533905932738,
                                  1.0606601717798212,
                                  0.3535533905932738,
                                  -0.1767766952966369};
constexpr std::array synthesis_2_2{
    0.0, 0.3535533905932738, 0.7071067811865476, 0.3535533905932738, 0.0, 0.0};
constexpr std::array analysis_2_4{0.0,
                                  0.03314563036811941,
                                  -0.06629126073623882,
                                  -0.1767766952966369,
                                  0.4198446513295126,
                                  0.9943689110435825,
                                  0.4198446513295126,
                                  -0.1767766952966369,
                                  -0.06629126073623882,
                                  0.03314563036811941};
constexpr std::array synthesis_2_4{
    0.0, 0.0, 0.0, 0.3535533905932738, 0.7071067811865476, 0.3535533905932738, 0.0, 0.0, 0.0, 0.0};
constexpr std::array analysis_2_6{0.0,
                                  -0.006905339660024878,
                                  0.013810679320049757,
                                  0.04695630968816917,
                                  -0.1077232986963881,
                                  -0.16987135563661201,
                                  0.4474660099696121,
                                  0.966747552403483,
                                  0.4474660099696121,
                                  -0.16987135563661201,
                                  -0.1077232986963881,
                                  0.04695630968816917,
                                  0.013810679320049757,
                                  -0.006905339660024878};
constexpr std::array synthesis_2_6{
    0.0, 0.0, 0.0, 0.0, 0.0, 0.3535533905932738, 0.7071067811865476, 0.3535533905932738, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0};
constexpr std::array analysis_2_8{0.0,
                                  0.0015105430506304422,
                                  -0.0030210861012608843,
                                  -0.012947511862546647,
                                  0.02891610982635418,
                                  0.05299848189069094,
                                  -0.13491307360773605,
                                  -0.16382918343409023,
                                  0.46257144047591653,
                                  0.9516421218971786,
                                  0.46257144047591653,
                                  -0.16382918343409023,
                                  -0.13491307360773605,
                                  0.05299848189069094,
                                  0.02891610982635418,
                                  -0.012947511862546647,
                                  -0.0030210861012608843,
                                  0.0015105430506304422};
constexpr std::array synthesis_2_8{0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.3535533905932738,
                                   0.7071067811865476,
                                   0.3535533905932738,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0};
constexpr std::array analysis_3_1{-0.3535533905932738, 1.0606601717798212, 1.0606601717798212,
                                  -0.3535533905932738};
constexpr std::array synthesis_3_1{0.1767766952966369, 0.5303300858899106, 0.5303300858899106,
                                   0.1767766952966369};
constexpr std::array analysis_3_3{0.06629126073623882, -0.1988737822087165, -0.15467960838455727,
                                  0.9943689110435825,  0.9943689110435825,  -0.15467960838455727,
                                  -0.1988737822087165, 0.06629126073623882};
constexpr std::array synthesis_3_3{
    0.0, 0.0, 0.1767766952966369, 0.5303300858899106, 0.5303300858899106, 0.1767766952966369,
    0.0, 0.0};
constexpr std::array analysis_3_5{
    -0.013810679320049757, 0.04143203796014927,  0.052480581416189075, -0.26792717880896527,
    -0.07181553246425873,  0.966747552403483,    0.966747552403483,    -0.07181553246425873,
    -0.26792717880896527,  0.052480581416189075, 0.04143203796014927,  -0.013810679320049757};
constexpr std::array synthesis_3_5{0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.1767766952966369,
                                   0.5303300858899106,
                                   0.5303300858899106,
                                   0.1767766952966369,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0};
constexpr std::array analysis_3_7{
    0.0030210861012608843, -0.009063258303782653, -0.01683176542131064,  0.074663985074019,
    0.03133297870736289,   -0.301159125922835,    -0.02649924094534547,  0.9516421218971786,
    0.9516421218971786,    -0.02649924094534547,  -0.301159125922835,    0.03133297870736289,
    0.074663985074019,     -0.01683176542131064,  -0.009063258303782653, 0.0030210861012608843};
constexpr std::array synthesis_3_7{0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.1767766952966369,
                                   0.5303300858899106,
                                   0.5303300858899106,
                                   0.1767766952966369,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0};
constexpr std::array analysis_3_9{
    -0.0006797443727836989, 0.002039233118351097, 0.005060319219611981, -0.020618912641105536,
    -0.014112787930175844,  0.09913478249423216,  0.012300136269419315, -0.32019196836077857,
    0.0020500227115698858,  0.9421257006782068,   0.9421257006782068,   0.0020500227115698858,
    -0.32019196836077857,   0.012300136269419315, 0.09913478249423216,  -0.014112787930175844,
    -0.020618912641105536,  0.005060319219611981, 0.002039233118351097, -0.0006797443727836989};
constexpr std::array synthesis_3_9{0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.1767766952966369,
                                   0.5303300858899106,
                                   0.5303300858899106,
                                   0.1767766952966369,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0};
constexpr std::array analysis_4_4{0.0,
                                  0.03782845550726404,
                                  -0.023849465019556843,
                                  -0.11062440441843718,
                                  0.37740285561283066,
                                  0.8526986790088938,
                                  0.37740285561283066,
                                  -0.11062440441843718,
                                  -0.023849465019556843,
                                  0.03782845550726404};
constexpr std::array synthesis_4_4{0.0,
                                   -0.06453888262869706,
                                   -0.04068941760916406,
                                   0.41809227322161724,
                                   0.7884856164055829,
                                   0.41809227322161724,
                                   -0.04068941760916406,
                                   -0.06453888262869706,
                                   0.0,
                                   0.0};
constexpr std::array analysis_5_5{0.0,
                                  0.0,
                                  0.03968708834740544,
                                  0.007948108637240322,
                                  -0.05446378846823691,
                                  0.34560528195603346,
                                  0.7366601814282105,
                                  0.34560528195603346,
                                  -0.05446378846823691,
                                  0.007948108637240322,
                                  0.03968708834740544,
                                  0.0};
constexpr std::array synthesis_5_5{
    0.013456709459118716, -0.002694966880111507, -0.13670658466432914, -0.09350469740093886,
    0.47680326579848425,  0.8995061097486484,    0.47680326579848425,  -0.09350469740093886,
    -0.13670658466432914, -0.002694966880111507, 0.013456709459118716, 0.0};
constexpr std::array analysis_6_8{0.0,
                                  0.0019088317364812906,
                                  -0.0019142861290887667,
                                  -0.016990639867602342,
                                  0.01193456527972926,
                                  0.04973290349094079,
                                  -0.07726317316720414,
                                  -0.09405920349573646,
                                  0.4207962846098268,
                                  0.8259229974584023,
                                  0.4207962846098268,
                                  -0.09405920349573646,
                                  -0.07726317316720414,
                                  0.04973290349094079,
                                  0.01193456527972926,
                                  -0.016990639867602342,
                                  -0.0019142861290887667,
                                  0.0019088317364812906};
constexpr std::array synthesis_6_8{0.0,
                                   0.0,
                                   0.0,
                                   0.014426282505624435,
                                   0.014467504896790148,
                                   -0.07872200106262882,
                                   -0.04036797903033992,
                                   0.41784910915027457,
                                   0.7589077294536541,
                                   0.41784910915027457,
                                   -0.04036797903033992,
                                   -0.07872200106262882,
                                   0.014467504896790148,
                                   0.014426282505624435,
                                   0.0,
                                   0.0,
                                   0.0,
                                   0.0};

/// The biorthogonal spline wavelets of Cohen, Daubechies and Feauveau, whose names lack `bior` or
/// `rbio`.
constexpr std::array<Coefficients, 15> tables{{{"1.1", analysis_1_1, analysis_1_1},
                                               {"1.3", analysis_1_3, synthesis_1_3},
                                               {"1.5", analysis_1_5, synthesis_1_5},
                                               {"2.2", analysis_2_2, synthesis_2_2},
                                               {"2.4", analysis_2_4, synthesis_2_4},
                                               {"2.6", analysis_2_6, synthesis_2_6},
                                               {"2.8", analysis_2_8, synthesis_2_8},
                                               {"3.1", analysis_3_1, synthesis_3_1},
                                               {"3.3", analysis_3_3, synthesis_3_3},
                                               {"3.5", analysis_3_5, synthesis_3_5},
                                               {"3.7", analysis_3_7, synthesis_3_7},
                                               {"3.9", analysis_3_9, synthesis_3_9},
                                               {"4.4", analysis_4_4, synthesis_4_4},
                                               {"5.5", analysis_5_5, synthesis_5_5},
                                               {"6.8", analysis_6_8, synthesis_6_8}}};

const Coefficients* find(std::string_view wavelet) {
  const auto found = std::ranges::find(tables, wavelet, &Coefficients::wavelet);
  return found == tables.end() ? nullptr : &*found;
}

std::vector<double> reversed(std::span<const double> values) {
  return {values.rbegin(), values.rend()};
}

/// The high-pass filter for decomposition is the low-pass one for reconstruction with the sign of
/// every other coefficient changed.
WaveletFilters filters_of(std::vector<double> low, std::vector<double> reconstruction) {
  for (std::size_t k = 0; k < reconstruction.size(); k += 2) reconstruction[k] *= -1.0;
  return {std::move(low), std::move(reconstruction)};
}

}  // namespace

std::vector<std::string_view> pyradiomics_wavelet_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list{"db1"};
    for (const std::string_view name : wavelet_names()) list.emplace_back(name);
    list.emplace_back("dmey");
    for (const Coefficients& table : tables) {
      for (const char* direction : {"bior", "rbio"}) {
        list.push_back(direction + std::string(table.wavelet));
      }
    }
    return list;
  }();
  return {names.begin(), names.end()};
}

WaveletFilters pyradiomics_wavelet(std::string_view wavelet) {
  if (wavelet == "db1") wavelet = "haar";
  const std::span<const double> low = low_pass_coefficients(wavelet);
  if (!low.empty()) return filters_of({low.begin(), low.end()}, reversed(low));
  const bool backward = wavelet.starts_with("rbio");
  if (!backward && !wavelet.starts_with("bior")) return {};
  const Coefficients* table = find(wavelet.substr(4));
  if (table == nullptr) return {};
  const auto& [name, decomposition, reconstruction] = *table;
  if (backward) return filters_of(reversed(reconstruction), reversed(decomposition));
  return filters_of({decomposition.begin(), decomposition.end()},
                    {reconstruction.begin(), reconstruction.end()});
}

}  // namespace voxtrait
