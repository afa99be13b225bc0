namespace Edify.Rag.Evaluation.Tests.Ranking;

public sealed class TrecFileTests
{
    [Fact]
    public async Task A_run_is_read_as_it_was_written_even_where_scores_are_alike()
    {
        var run = new RetrievalRun();
        run.Add("7", [new("z", 0.5), new("a", 0.5), new("m", 0.5), new("z", 0.4), new("b", 0.1)]);
        run.Add("8", [new("a", 1e-30), new("b", 0), new("c", 0)]);
        using var text = new StringWriter();
        await run.WriteAsync(text, "mine");
        var read = await RetrievalRun.ReadAsync(new StringReader(text.ToString()));
        Assert.Equal(["z", "a", "m", "b"], read.Of("7").Select(d => d.Id));
        Assert.Equal(["a", "b", "c"], read.Of("8").Select(d => d.Id));
        Assert.All(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^\d Q0 \w \d \S+ mine$", line));
    }

    [Fact]
    public async Task Documents_of_one_score_come_as_trec_eval_orders_them()
    {
        var run = await RetrievalRun.ReadAsync(new StringReader("1 Q0 a 1 0.5 r\n1 Q0 b 2 0.5 r\n1 Q0 c 3 0.9 r\n"));
        Assert.Equal(["c", "b", "a"], run.Of("1").Select(d => d.Id));
    }

    [Fact]
    public async Task Judgements_are_read_in_both_shapes()
    {
        var trec = await RelevanceJudgments.ReadAsync(new StringReader("# of the year\n1 0 a 2\n1\t0\tb\t0\n\n2 0 a 1\n"));
        var beir = await RelevanceJudgments.ReadAsync(new StringReader("query-id\tcorpus-id\tscore\n1\ta\t2\n"));
        Assert.Equal(["1", "2"], trec.Queries);
        Assert.Equal((2, 0, 2), (trec.Of("1")["a"], trec.Of("1")["b"], beir.Of("1")["a"]));
        Assert.Empty(trec.Of("3"));
    }

    [Theory]
    [InlineData("1 0 a 1\n1 0 b 1\n1 a\n", "Line 3")]
    [InlineData("1 0 a 1\n1 0 b much\n", "Line 2")]
    public async Task A_bad_line_of_judgements_is_named(string text, string where) => Assert.StartsWith(
        where, (await Assert.ThrowsAsync<FormatException>(() => RelevanceJudgments.ReadAsync(new StringReader(text)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_bad_line_of_a_run_is_named() => Assert.StartsWith(
        "Line 2", (await Assert.ThrowsAsync<FormatException>(() => RetrievalRun.ReadAsync(new StringReader("1 Q0 a 1 0.5 r\n1 Q0 a first best r\n")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Documents_and_questions_are_read_in_their_shapes()
    {
        var documents = await CorpusFiles.ReadDocumentsAsync(new StringReader("""{"_id": "d1", "title": "T", "text": "words", "metadata": {}}""" + "\n\n" + """{"_id": 2, "text": ""}""")).ToListAsync();
        Assert.Equal([new("d1", "T", "words"), new("2", "", "")], documents);
        var queries = await CorpusFiles.ReadQueriesAsync(new StringReader("q1\twhat is\tthis?\n" + """{"_id": "q2", "text": "and that?"}""")).ToListAsync();
        Assert.Equal([new("q1", "what is\tthis?"), new("q2", "and that?")], queries);
    }

    [Theory]
    [InlineData("""{"_id": "1"}""")]
    [InlineData("""{"_id": "1", "text": 7, "title": """)]
    [InlineData("no json")]
    public async Task A_bad_document_is_named_by_its_line(string line) => Assert.StartsWith(
        "Line 2",
        (await Assert.ThrowsAsync<FormatException>(async () => await CorpusFiles.ReadDocumentsAsync(new StringReader("""{"_id": "0", "text": "t"}""" + "\n" + line)).ToListAsync())).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_question_without_a_tab_is_named_by_its_line() => Assert.StartsWith(
        "Line 1", (await Assert.ThrowsAsync<FormatException>(async () => await CorpusFiles.ReadQueriesAsync(new StringReader("what is this?")).ToListAsync())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Judged_questions_that_a_run_lacks_count_unless_told_otherwise()
    {
        var judgments = await RelevanceJudgments.ReadAsync(new StringReader("1 0 a 1\n2 0 a 1\n"));
        var run = await RetrievalRun.ReadAsync(new StringReader("1 Q0 a 1 1 r\n3 Q0 a 1 1 r\n"));
        Assert.Equal(0.5, RankingEvaluation.Of(run, judgments).Means["map"]);
        Assert.Equal(1, RankingEvaluation.Of(run, judgments, countMissing: false).Means["map"]);
    }
}
