#include "coordinator/feedback/table_end.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace alhf::coordinator {
namespace {

// LevelDB's doc/table_format.md: a block, the byte that says how it is
// compressed, and a masked CRC32C of both; at the end two places of blocks,
// filling, and a number.
constexpr size_t kEndBytes = 48;
constexpr size_t kNumberBytes = 8;
constexpr size_t kChecksumBytes = 4;
constexpr uint64_t kNumber = 0xdb4775248b80fb57;
constexpr uint32_t kMask = 0xa282ead8;

struct Block {
  size_t offset = 0;
  size_t bytes = 0;  // the one that says how it is compressed among them
};

constexpr uint32_t Shifted(uint32_t crc) {
  for (int bit = 0; bit < 8; ++bit) {
    crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
  }
  return crc;
}

// What a byte adds to a CRC32C that has nothing in it yet.
constexpr std::array<uint32_t, 256> MakeParts() {
  std::array<uint32_t, 256> parts{};
  for (uint32_t byte = 0; byte < 256; ++byte) parts[byte] = Shifted(byte);
  return parts;
}
constexpr std::array<uint32_t, 256> kParts = MakeParts();

uint32_t Next(uint32_t crc, uint8_t byte) {
  return kParts[(crc ^ byte) & 0xff] ^ (crc >> 8);
}

uint32_t Checksum(absl::string_view bytes) {
  uint32_t crc = 0xffffffff;
  for (const char byte : bytes) crc = Next(crc, static_cast<uint8_t>(byte));
  return ~crc;
}

uint32_t Masked(uint32_t crc) { return std::rotr(crc, 15) + kMask; }
uint32_t Unmasked(uint32_t masked) { return std::rotl(masked - kMask, 15); }

uint64_t ReadLittleEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (size_t i = bytes.size(); i-- > 0;) {
    number = number << 8 | static_cast<uint8_t>(bytes[i]);
  }
  return number;
}

std::optional<uint64_t> TakeVarint(absl::string_view& bytes) {
  uint64_t number = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<uint8_t>(bytes[0]);
    bytes.remove_prefix(1);
    number |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  return std::nullopt;
}

// Where the end says that the index lies.
std::optional<Block> IndexOf(absl::string_view table) {
  absl::string_view end = table.substr(table.size() - kEndBytes);
  if (ReadLittleEndian(end.substr(kEndBytes - kNumberBytes)) != kNumber) {
    return std::nullopt;
  }
  end.remove_suffix(kNumberBytes);
  std::array<uint64_t, 4> places{};  // of the list of filters, and of the index
  for (uint64_t& place : places) {
    const auto number = TakeVarint(end);
    if (!number.has_value() || *number > table.size()) return std::nullopt;
    place = *number;
  }
  const Block index = {places[2], places[3] + 1};
  const size_t blocks = table.size() - kEndBytes;
  if (index.offset + index.bytes + kChecksumBytes > blocks) return std::nullopt;
  return index;
}

uint32_t StoredMasked(absl::string_view table, const Block& block) {
  return static_cast<uint32_t>(ReadLittleEndian(
      table.substr(block.offset + block.bytes, kChecksumBytes)));
}

bool Fits(absl::string_view table, const std::optional<Block>& block) {
  return block.has_value() &&
         Masked(Checksum(table.substr(block->offset, block->bytes))) ==
             StoredMasked(table, *block);
}

void FlipBit(std::string& bytes, size_t at, int bit) {
  bytes[at] = static_cast<char>(static_cast<uint8_t>(bytes[at]) ^ (1 << bit));
}

// The checksum of what differs is how the checksums differ.
bool MendBlock(std::string& table, const Block& block) {
  const uint32_t stored = StoredMasked(table, block);
  const uint32_t found =
      Checksum(absl::string_view(table).substr(block.offset, block.bytes));
  const uint32_t of_checksum = Masked(found) ^ stored;
  if (std::has_single_bit(of_checksum)) {
    const int bit = std::countr_zero(of_checksum);
    FlipBit(table, block.offset + block.bytes + bit / 8, bit % 8);
    return true;
  }
  const uint32_t difference = found ^ Unmasked(stored);
  std::array<uint32_t, 8> of_bit;
  for (int bit = 0; bit < 8; ++bit) of_bit[bit] = kParts[1 << bit];
  for (size_t at = block.offset + block.bytes; at-- > block.offset;) {
    for (int bit = 0; bit < 8; ++bit) {
      if (of_bit[bit] == difference) {
        FlipBit(table, at, bit);
        return true;
      }
      of_bit[bit] = Next(of_bit[bit], 0);
    }
  }
  return false;
}

}  // namespace

bool MendTableEnd(std::string& table) {
  if (table.size() < kEndBytes) return false;
  const std::optional<Block> index = IndexOf(table);
  if (Fits(table, index)) return false;
  for (size_t at = table.size() - kEndBytes; at < table.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      FlipBit(table, at, bit);
      if (Fits(table, IndexOf(table))) return true;
      FlipBit(table, at, bit);
    }
  }
  return index.has_value() && MendBlock(table, *index);
}

}  // namespace alhf::coordinator
