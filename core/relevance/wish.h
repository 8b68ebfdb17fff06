// Wishes, and questions that they matter to. "I avoid dairy" bears on what to
// cook, not on how much milk is drunk: a wish applies where somebody asks what
// to do or to choose, a fact does not ask for it.
//
//   StatesWish(Analyze("I would rather not fly"))            true
//   AsksForAdvice(Analyze("How should I get to Oslo?"))      true
//   AsksForAdvice(Analyze("How far is it to Oslo?"))         false
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_WISH_H_
#define ALHF_CORE_RELEVANCE_WISH_H_

#include "core/relevance/analysis.h"

namespace alhf::core {

// Returns whether `text` says what somebody likes, wants, avoids or must not.
bool StatesWish(const Analysis& text);

// Returns whether `text` asks what to do or to choose.
bool AsksForAdvice(const Analysis& text);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_WISH_H_
