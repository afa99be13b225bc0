using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

/// <summary>Servers that refuse some texts.</summary>
public sealed class RefusalTests
{
    private const string Secret = "the pupil's name is Asha";

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task Only_the_bad_texts_fail(int status)
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Contains(Secret) ? ApiAnswer.Error(status, "invalid_input", message: Secret) : null };
        using var embedder = api.Open();
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => i is 17 or 60 ? Secret : $"text {i}")];

        var error = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(texts));

        Assert.Equal([17, 60], error.Refused.Select(text => text.Index));
        Assert.Equal(
            $"2 of 100 texts can't be embedded (index 17: the server refuses it (HTTP {status}, invalid_input); index 60: the server refuses it (HTTP {status}, invalid_input)).",
            error.Message);
        Assert.Equal(
            texts.Select((text, i) => i is 17 or 60 ? null : WordVectors.Of(text, 64)),
            error.Embeddings.Select(e => e?.Vector.ToArray()));
        Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.InRange(api.Requests.Count, 3, 30);
        Assert.Equal(98, api.Requests.Where(r => !r.Texts.Contains(Secret)).Sum(r => r.Texts.Count));
    }

    [Fact]
    public async Task A_text_by_itself_is_named_as_such()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Contains(Secret) ? ApiAnswer.Error(400) : null };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync([Secret]));

        Assert.Equal("The text can't be embedded: the server refuses it (HTTP 400, invalid_request_error).", error.Message);
    }

    public static TheoryData<int, string> TooLong => new()
    {
        { 400, """{"error":{"message":"This model's maximum context length is 8192 tokens, however you requested 9000 tokens.","type":"invalid_request_error","param":null,"code":null}}""" },
        { 413, """{"message":"Input validation error: `inputs` must have less than 512 tokens. Given: 1000","code":413,"type":"validation"}""" },
        { 413, "<html><body>Request Entity Too Large</body></html>" },
        { 400, """{"error":"the input length exceeds the context length"}""" },
        { 500, """{"error":{"code":500,"message":"input is too large to process. increase the physical batch size","type":"server_error"}}""" },
    };

    [Theory]
    [MemberData(nameof(TooLong))]
    public async Task A_text_that_the_server_finds_too_long_is_cut(int status, string body)
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Any(text => text.Length > 1000) ? new(status, body) : null };
        using var embedder = api.Open();
        var longText = string.Concat(Enumerable.Range(0, 400).Select(i => $"word{i} "));

        var embeddings = await embedder.GenerateAsync(["short", longText, "also short"]);

        var sent = api.Requests.SelectMany(r => r.Texts).Last(text => text.Length > 20 && text.Length <= 1000);
        Assert.StartsWith(sent, longText, StringComparison.Ordinal);
        Assert.InRange(sent.Length, 750, 1000);
        Assert.Equal([WordVectors.Of("short", 64), WordVectors.Of(sent, 64), WordVectors.Of("also short", 64)], embeddings.Select(e => e.Vector.ToArray()));
    }

    [Fact]
    public async Task A_text_that_the_server_finds_too_long_is_refused_by_choice()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Any(text => text.Length > 1000) ? ApiAnswer.Error(413) : null };
        using var embedder = api.Open(o => o.LongTexts = OpenAILongTexts.Refuse);

        var error = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["short", new string('x', 2000)]));

        Assert.Contains("index 1: the server finds it too long (HTTP 413", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one two three four five six seven", "one two three four five")]
    [InlineData("one two three four five", "one two three four five")]
    [InlineData("one two three four 😀", "one two three four 😀")]
    public async Task With_a_tokenizer_a_text_is_cut_to_the_token_before_it_is_sent(string text, string sent)
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.MaxTokensPerText = 5, tokenizer: new WordTokenizer());

        await embedder.VectorAsync(text);

        Assert.Equal(sent, Assert.Single(api.Requests).Texts[0].TrimEnd());
    }

    [Fact]
    public async Task With_a_tokenizer_a_text_is_refused_by_choice_before_it_is_sent()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => (o.MaxTokensPerText, o.LongTexts) = (5, OpenAILongTexts.Refuse), tokenizer: new WordTokenizer());

        var error = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["a b", "a b c d e f", "g"]));

        Assert.Equal([1], error.Refused.Select(text => text.Index));
        Assert.Contains("more than the 5 tokens that MaxTokensPerText allows", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a b", "g"], Assert.Single(api.Requests).Texts);
    }

    [Fact]
    public async Task Ten_megabytes_are_cut_before_they_are_sent()
    {
        await using var api = new EmbeddingApi();
        using var estimating = api.Open(o => o.MaxTokensPerText = 500);
        using var counting = api.Open(o => o.MaxTokensPerText = 500, tokenizer: new WordTokenizer());
        var text = string.Concat(Enumerable.Repeat("many words ", 1_000_000));

        await estimating.VectorAsync(text);
        await counting.VectorAsync(text);

        Assert.Equal(4000, api.Requests[0].Texts[0].Length);
        Assert.Equal(500, api.Requests[1].Texts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_cut_does_not_divide_a_character()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts[0].Length > 60 ? ApiAnswer.Error(413) : null };
        using var embedder = api.Open();

        await embedder.VectorAsync("x" + string.Concat(Enumerable.Repeat("😀", 40)));

        Assert.All(api.Requests, r => Assert.DoesNotContain('\ufffd', r.Texts[0]));
    }

    [Fact]
    public async Task A_server_that_takes_fewer_texts_is_asked_for_fewer_from_then_on()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Count > 32 ? ApiAnswer.Error(422, message: "batch size 128 > maximum allowed batch size 32") : null };
        using var embedder = api.Open();
        string[] texts = [.. Enumerable.Range(0, 128).Select(i => $"text {i}")];

        Assert.Equal(128, (await embedder.GenerateAsync(texts)).Count);
        var before = api.Requests.Count;
        await embedder.GenerateAsync(texts);

        Assert.Equal([32, 32, 32, 32], api.Requests.Skip(before).Select(r => r.Texts.Count));
    }

    [Fact]
    public async Task A_bad_text_does_not_make_later_requests_smaller()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Contains(Secret) ? ApiAnswer.Error(400) : null };
        using var embedder = api.Open();
        await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["a", "b", Secret, "c"]));

        await embedder.GenerateAsync([.. Enumerable.Range(0, 100).Select(i => $"text {i}")]);

        Assert.Equal(100, api.Requests[^1].Texts.Count);
    }

    [Fact]
    public async Task A_server_that_takes_no_text_at_all_is_found_out_soon()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(400, message: "This model does not support embeddings") };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync([.. Enumerable.Range(0, 128).Select(i => $"text {i}")]));

        Assert.Contains("it takes no text at all", error.Message, StringComparison.Ordinal);
        Assert.Equal(9, api.Requests.Count);
    }

    [Theory]
    [InlineData("dimensions")]
    [InlineData("model")]
    public async Task A_setting_that_the_server_refuses_is_not_taken_for_a_bad_text(string param)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(400, param: param) };
        using var embedder = api.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync(["a", "b"]));

        Assert.Contains($"it refuses the setting '{param}'", error.Message, StringComparison.Ordinal);
        Assert.Single(api.Requests);
    }
}
