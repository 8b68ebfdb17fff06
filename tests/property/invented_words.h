// Words that mean nothing: nouns made of syllables, each another word however
// it is inflected.
//
//   InventedWords words(dice);
//   words.Noun();         // "tagfom"
//   Plural("tagfom")      // "tagfoms"
//
// Thread safety: one thread. `dice` must outlive the object.
#ifndef ALHF_TESTS_PROPERTY_INVENTED_WORDS_H_
#define ALHF_TESTS_PROPERTY_INVENTED_WORDS_H_

#include <set>
#include <string>

#include "tests/property/dice.h"

namespace alhf::testing {

class InventedWords {
 public:
  explicit InventedWords(Dice& dice) : dice_(dice) {}

  // Lower case, of six letters or more, none twice.
  std::string Noun();
  // Past tense, e.g. "tagfomed".
  std::string Verb() { return Noun() + "ed"; }
  // One noun, or two.
  std::string Phrase() {
    return dice_.Chance(0.25) ? Noun() + " " + Noun() : Noun();
  }
  // A value as data has it: in capitals, one word or two, at times with signs.
  std::string Value();

 private:
  Dice& dice_;
  std::set<std::string> taken_;
};

// The plural of the last word.
std::string Plural(const std::string& noun);
// With a capital.
std::string Capital(std::string word);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_INVENTED_WORDS_H_
