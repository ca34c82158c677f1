#include "synth/lexicon.h"

#include <algorithm>

namespace litany::synth {
namespace {

// Common first.  Each is what the fold makes of it, and of no other: none is
// traditional, a variant of another, or a Japanese form, so a character here
// is a token there.
constexpr std::string_view kCharacters =
    "的国人中在有发大行民新业是以作为不政全年地定了要"
    "理动部生方出对上展主工当日十进家条合建成务同经应"
    "设用实个等机市者规产化资本区力公员开重加能高平管"
    "来制共事保我表到他央多这现自其可提下代门月天通网"
    "持或施议长于分就文息过们近得委推安利位系与消府社"
    "内性水好目度入物量习交所场向外各报将美治道及间项"
    "播正情统基今院责党后闻权两信领心组任四程护运相品"
    "更构特立由五调记之计增次军海意活示城科投级点服电"
    "万单改企济元从也造技最导营起指据标路斯农式商书决"
    "取战证金际准续收境域数教深说件车查常子监北小受结"
    "依供办创育题问比防坚专使协术案源已确而名环种接求"
    "布席还放织支义列气举里因局西流划神世都无华色原台"
    "审界例称广着省南首达然传风费反医口未备态集论节带"
    "如空步批认东你完检请至此律效县被具没俄变非团约给"
    "按许需六线革况精复见打优江别百互形格去础引把转采"
    "违司负先范但京督亚根快速装亿知价做愿影超感执升些"
    "究核八益山手届队型命州维险再落众识承直稳航预史想"
    "七章障助击巴置身则土河易显让整卫极限号拉话选积势"
    "样措很融评响促严友志越老房该必群税包少财健围干族"
    "申贸马致担边观善只客容林模修宣突士病旅获火兴清控";
constexpr size_t kBytesPerCharacter = 3;
static_assert(kCharacters.size() == 480 * kBytesPerCharacter);

constexpr std::string_view kOnsets = "bdfghjklmnprstvz";
constexpr std::string_view kVowels = "aeiou";
constexpr size_t kSyllables = kOnsets.size() * kVowels.size();

void AppendSyllable(size_t number, std::string* word) {
  *word += kOnsets[number % kOnsets.size()];
  *word += kVowels[number / kOnsets.size() % kVowels.size()];
}

// Distinct for distinct ranks: words are syllables of two letters, the
// commonest one of them, the next two, the others three.
std::string MakeWord(size_t rank) {
  std::string word;
  if (rank < kSyllables) {
    // Coprime to the number of syllables: common words are not all in order.
    AppendSyllable(rank * 37, &word);
    return word;
  }
  rank -= kSyllables;
  const bool is_long = rank >= 1600;
  const size_t number = rank * 2539 % (kSyllables * kSyllables);
  AppendSyllable(number / kSyllables, &word);
  AppendSyllable(number % kSyllables, &word);
  if (is_long) AppendSyllable(rank * 7, &word);
  return word;
}

}  // namespace

Lexicon::Lexicon() {
  for (size_t i = 0; i < kCharacters.size(); i += kBytesPerCharacter) {
    spellings_.emplace_back(kCharacters.substr(i, kBytesPerCharacter));
  }
  first_word_ = static_cast<Token>(spellings_.size());
  while (spellings_.size() < kTokens) {
    spellings_.push_back(MakeWord(spellings_.size() - first_word_));
  }
  const size_t ranks = spellings_.size();
  cumulative_.resize(ranks + 1);
  for (size_t rank = 0; rank < ranks; ++rank) {
    cumulative_[rank + 1] = cumulative_[rank] + 1000000 / (rank + 10);
  }
}

Token Lexicon::DrawCharacter(Random* random) const {
  return Draw(0, first_word_, random);
}

Token Lexicon::DrawWord(Random* random) const {
  return Draw(first_word_, kTokens, random);
}

Token Lexicon::Draw(Token begin, Token end, Random* random) const {
  const auto ranks = static_cast<size_t>(end - begin);
  const uint64_t at = random->Below(cumulative_[ranks]);
  // The last rank that begins at or before `at`.
  const auto after = std::upper_bound(
      cumulative_.begin(),
      cumulative_.begin() + static_cast<std::ptrdiff_t>(ranks) + 1, at);
  return static_cast<Token>(begin + (after - cumulative_.begin()) - 1);
}

}  // namespace litany::synth
