#include <fstream>
#include <sstream>

#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class TransferTest : public CliTest {
 protected:
  TransferTest() {
    server_->status.Returns(
        Proto<v1::GetStatusResponse>("version: '9' position { sequence: 7 }"));
    server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(
        "exchanges { id: 'x-2' } exchanges { id: 'x-1' }"));
    server_->exchange.Replies([](const v1::GetExchangeRequest& request)
                                  -> absl::StatusOr<v1::Exchange> {
      v1::Exchange exchange;
      exchange.set_id(request.exchange_id());
      exchange.set_question("How many?");
      return exchange;
    });
    const auto records = Proto<v1::ListFeedbackResponse>(R"pb(
      records { record { id: "f-2" kind: RECORD_TEXT } }
      records {
        record { id: "f-1" kind: RECORD_TEXT text: "Use weeks." }
        lessons { id: "l-1" component: "alpha" state: LESSON_RETIRED }
        lessons { id: "l-2" component: "alpha" state: LESSON_ERASED }
      }
    )pb");
    server_->records.Returns(records);
    server_->record.Replies([records](const v1::GetFeedbackRequest& request)
                                -> absl::StatusOr<v1::FeedbackStatus> {
      return records.records(request.record_id() == "f-1" ? 1 : 0);
    });
    server_->lessons.Returns(Proto<v1::ListLessonsResponse>(R"pb(
      lessons {
        id: "l-1"
        sources { record_id: "f-1" }
      }
      lessons {
        id: "l-3"
        state: LESSON_HELD
        sources { record_id: "f-1" }
      }
    )pb"));
    server_->record_exchange.Replies(
        [](const v1::RecordExchangeRequest& request)
            -> absl::StatusOr<v1::Exchange> {
          if (request.exchange().id() == "x-1") return request.exchange();
          return Error(absl::StatusCode::kInvalidArgument,
                       Reason::FIELD_INVALID, "exchange.id 'x-2' is taken");
        });
    server_->import.Replies([](const v1::ImportFeedbackRequest& request)
                                -> absl::StatusOr<v1::ImportFeedbackResponse> {
      v1::ImportFeedbackResponse response;
      response.add_taken(request.records(0).record().id());
      response.mutable_position()->set_sequence(9);
      return response;
    });
  }
  std::string path() const { return folder_.path() + "/all.jsonl"; }
};

TEST_F(TransferTest, WritesAllThatIsNotErasedOldestFirst) {
  const Result result = Alhf({"export", path()});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out,
              HasSubstr("2 exchanges, 1 record, 2 lessons; left out 2 erased"));
  std::ifstream file(path());
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  ASSERT_THAT(lines, SizeIs(4));
  EXPECT_THAT(lines[0], AllOf(HasSubstr("\"format\":1"), HasSubstr("default")));
  EXPECT_THAT(lines[1], HasSubstr("x-1"));
  EXPECT_THAT(lines[2], HasSubstr("x-2"));
  EXPECT_THAT(lines[3], AllOf(HasSubstr("f-1"), HasSubstr("LESSON_RETIRED"),
                              HasSubstr("l-3"), Not(HasSubstr("l-2"))));
}

TEST_F(TransferTest, TakesWhatIsNotThere) {
  Alhf({"export", path()});
  const Result result = Alhf({"import", path(), "--tenant", "copy"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out,
              HasSubstr("taken: 1 exchange, 1 record with 2 lessons; there "
                        "already: 1 exchange, 0 records"));
  ASSERT_THAT(server_->import.requests(), SizeIs(1));
  EXPECT_EQ(server_->import.requests()[0].tenant(), "copy");
  EXPECT_EQ(server_->import.requests()[0].records(0).lessons(0).state(),
            v1::LESSON_RETIRED);
}

TEST_F(TransferTest, ABrokenFileChangesNothing) {
  Alhf({"export", path()});
  std::ofstream(path(), std::ios::app) << "{\"broken\n";
  const Result result = Alhf({"import", path()});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("line 5 is no line of an export"));
  EXPECT_THAT(server_->record_exchange.requests(), IsEmpty());
  std::ofstream(path()) << "{\"exchange\": {\"id\": \"x-1\"}}\n";
  EXPECT_THAT(Alhf({"import", path()}).err, HasSubstr("line 1 is not the "
                                                      "header"));
  EXPECT_EQ(Alhf({"import", "/nowhere"}).code, ExitCode::kRefused);
  EXPECT_EQ(Alhf({"export", "/nowhere/all"}).code, ExitCode::kRefused);
}

}  // namespace
}  // namespace alhf::cli
