using System.Text.Json;
using Edify.Rag.Embeddings.Tokenization;

namespace Edify.Rag.Embeddings.Tests.Tokenization;

public sealed class BertConformanceTests
{
    private static string Folder => ConformanceData.Folder("wordpiece");

    [Fact]
    public void Every_question_gets_the_reference_ids_and_pieces()
    {
        var tokenizer = Tokenizer.Load(Path.Combine(Folder, "bert-vocab.txt"));
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
}
