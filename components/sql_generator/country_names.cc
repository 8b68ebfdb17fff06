#include "components/sql_generator/country_names.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {

bool HoldsCountries(absl::string_view column) {
  const std::vector<std::string> name = SpelledOut(NameWords(column));
  return !name.empty() &&
         (name.back() == "country" || name.back() == "nation" ||
          name.back() == "nationality" ||
          absl::EndsWith(column, "country_code"));
}

std::vector<std::string> CountryNames(absl::string_view code) {
  static constexpr absl::string_view kCountries =
      " AR=Argentina AT=Austria AU=Australia BE=Belgium BG=Bulgaria BR=Brazil "
      "CA=Canada CH=Switzerland CL=Chile CN=China CO=Colombia CY=Cyprus "
      "CZ=Czechia/Czech_Republic DE=Germany DK=Denmark EE=Estonia EG=Egypt "
      "ES=Spain FI=Finland FR=France "
      "GB=United_Kingdom/UK/Great_Britain/Britain GR=Greece HR=Croatia "
      "HU=Hungary ID=Indonesia IE=Ireland IL=Israel IN=India IS=Iceland "
      "IT=Italy JP=Japan KE=Kenya KR=South_Korea LT=Lithuania LU=Luxembourg "
      "LV=Latvia MA=Morocco MT=Malta MX=Mexico MY=Malaysia NG=Nigeria "
      "NL=Netherlands/Holland NO=Norway NZ=New_Zealand PE=Peru PH=Philippines "
      "PL=Poland PT=Portugal RO=Romania RS=Serbia RU=Russia SE=Sweden "
      "SG=Singapore SI=Slovenia SK=Slovakia TH=Thailand TR=Turkey UA=Ukraine "
      "UK=United_Kingdom/Great_Britain/Britain "
      "US=United_States/USA/America UY=Uruguay VN=Vietnam ZA=South_Africa ";
  std::vector<std::string> names;
  if (code.size() != 2) return names;
  for (const absl::string_view row : absl::StrSplit(kCountries, ' ')) {
    if (!absl::StartsWith(row, code) || row.size() < 3 || row[2] != '=')
      continue;
    for (const absl::string_view name : absl::StrSplit(row.substr(3), '/')) {
      names.emplace_back();
      for (const char c : name) names.back() += c == '_' ? ' ' : c;
    }
  }
  return names;
}

}  // namespace alhf::sql_generator
