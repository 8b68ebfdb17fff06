"""A question-answering agent over a folder of documents and a database: it
finds passages, lets a language model write SQL, and lets it write the answer.

    MODEL_URL=https://models.example/v1 MODEL_NAME=some-model MODEL_KEY=… \
        python3 agent.py handbook/ shop.db

Every line that it reads is a question.
"""

import contextlib
import json
import os
import pathlib
import re
import sqlite3
import sys
import urllib.request
from dataclasses import dataclass

SQL_PROMPT = """Write one SQLite statement that answers the question.

The tables:
{schema}

~~~question
{question}
~~~
"""
ANSWER_PROMPT = """Answer the question from these passages and rows alone.

{passages}

{rows}

~~~question
{question}
~~~
"""
SQL_FORMAT = {"type": "json_schema", "json_schema": {
    "name": "statement", "schema": {
        "type": "object", "required": ["sql"],
        "properties": {"sql": {"type": "string"}}}}}


@dataclass(frozen=True)
class Passage:
    path: str
    text: str


@dataclass(frozen=True)
class Answer:
    text: str
    passages: list[Passage]
    sql: str
    rows: list[tuple]


class Model:
    """A language model behind OpenAI's chat completions API."""

    def __init__(self, url: str, name: str, key: str = "") -> None:
        self._url, self._name, self._key = url, name, key

    def ask(self, prompt: str, response_format: dict | None = None) -> str:
        body = {"model": self._name,
                "messages": [{"role": "user", "content": prompt}]}
        if response_format:
            body["response_format"] = response_format
        request = urllib.request.Request(
            f"{self._url}/chat/completions", json.dumps(body).encode(),
            {"Content-Type": "application/json",
             "Authorization": f"Bearer {self._key}"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)["choices"][0]["message"]["content"]


class Agent:
    def __init__(self, documents: pathlib.Path, database: pathlib.Path,
                 model: Model) -> None:
        self.passages = [Passage(str(path.relative_to(documents)), text)
                         for path in sorted(documents.rglob("*.md"))
                         for text in path.read_text().split("\n\n")]
        self.database = f"file:{database}?mode=ro"
        self.model = model

    def answer(self, question: str) -> Answer:
        passages = self.search(question)
        sql = self.write_sql(SQL_PROMPT.format(
            schema=self.schema(), question=question))
        rows = self.run(sql) if sql else []
        text = self.model.ask(ANSWER_PROMPT.format(
            passages="\n\n".join(each.text for each in passages),
            rows="\n".join(map(str, rows[:50])), question=question))
        return Answer(text, passages, sql, rows)

    def search(self, question: str, skip=frozenset()) -> list[Passage]:
        """The three passages that share most words with the question."""
        def words(text: str) -> set[str]:
            return set(re.findall(r"[a-z]{4,}", text.lower()))

        wanted = words(question)
        found = [passage for passage in self.passages
                 if passage.path.split("/")[0] not in skip
                 and wanted & words(passage.text)]
        return sorted(found, key=lambda each: -len(wanted & words(each.text))
                      )[:3]

    def write_sql(self, prompt: str) -> str:
        return json.loads(self.model.ask(prompt, SQL_FORMAT)).get("sql", "")

    def schema(self) -> str:
        return "\n".join(row[0] for row in self.run(
            "SELECT sql FROM sqlite_schema WHERE type = 'table'"))

    def run(self, sql: str) -> list[tuple]:
        with contextlib.closing(
                sqlite3.connect(self.database, uri=True)) as connection:
            return connection.execute(sql).fetchall()


def main() -> None:
    model = Model(os.environ["MODEL_URL"], os.environ["MODEL_NAME"],
                  os.environ.get("MODEL_KEY", ""))
    agent = Agent(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), model)
    for line in sys.stdin:
        print(agent.answer(line.strip()).text, flush=True)


if __name__ == "__main__":
    main()
