using System.Text.Json;

namespace Edify.Rag.Embeddings.Tests.Tokenization;

public sealed class BertConformanceTests
{
    private static string Folder => ConformanceData.Folder("wordpiece");

    [Fact]
    public void Every_question_gets_the_reference_ids_and_pieces()
    {
        var tokenizer = ModelTokenizer.Load(Path.Combine(Folder, "bert-vocab.txt"));
        var buffer = new TokenBuffer();
        using var questions = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "questions.json")));
        var count = 0;
        foreach (var question in questions.RootElement.EnumerateArray())
        {
            tokenizer.Encode(question.GetProperty("text").GetString(), buffer, addSpecialTokens: false);
            Assert.Equal(question.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()), buffer.Ids.ToArray());
            Assert.Equal(question.GetProperty("wordpieces").EnumerateArray().Select(p => p.GetString()), buffer.Ids.ToArray().Select(tokenizer.TokenOf));
            Assert.Equal(buffer.Count, tokenizer.CountTokens(question.GetProperty("text").GetString()));
            count++;
        }

        Assert.Equal(2649, count);
    }

    [Fact]
    public void A_text_gets_the_reference_tokens_with_the_special_ones_and_is_decoded_as_there()
    {
        var tokenizer = ModelTokenizer.Load(Path.Combine(Folder, "bert-vocab.txt"));
        var buffer = new TokenBuffer();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "bert_uncased_encoded.json")));
        var expected = document.RootElement;

        tokenizer.Encode(expected.GetProperty("text").GetString(), buffer);

        var ids = buffer.Ids.ToArray();
        Assert.Equal(expected.GetProperty("token_ids").EnumerateArray().Select(i => i.GetInt32()), ids);
        Assert.Equal(expected.GetProperty("bpe_tokens").EnumerateArray().Select(t => t.GetString()), ids[1..^1].Select(tokenizer.TokenOf));
        Assert.Equal(expected.GetProperty("decoded_text").GetString(), tokenizer.Decode(ids, skipSpecialTokens: false));
    }
}
