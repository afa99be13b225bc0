using System.Buffers.Binary;
using System.Security.Cryptography;
using Edify.Rag.Embeddings.Hashing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Hashing;

public sealed class HashingEmbedderTests
{
    private static readonly HashingEmbedder Embedder = new(new());

    [Theory]
    [InlineData("The admission fee for grade 7 is due on 10 June.", "2282D9C04C697D22")]
    [InlineData("प्रवेश शुल्क ५०० रुपये है", "12D3DC91CC204EFA")]
    [InlineData("入学金は五百ルピーです", "3B89C4DAB04BD28E")]
    public void A_text_has_the_same_vector_on_every_machine(string text, string sha256) =>
        Assert.StartsWith(sha256, Digest(Embed(text)), StringComparison.Ordinal);

    [Fact]
    public async Task A_question_that_is_weighed_has_the_same_vector_on_every_machine()
    {
        var statistics = new TermStatistics(1234, new Dictionary<string, long> { ["when"] = 700, ["fee"] = 56, ["入"] = 0, ["入学"] = 7 });

        var vector = (await Embedder.GenerateAsync(["When is the fee due? 入学"], EmbeddingPurposes.ForQuery(statistics)))[0].Vector.ToArray();

        Assert.StartsWith("01D290205E0F0ECD", Digest(vector), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_has_a_vector_of_unit_length() =>
        Prop.ForAll<string?>(text => Math.Abs(Dot(Embed(text ?? ""), Embed(text ?? "")) - 1) < 1e-5).Check(Law.On(100));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("!?…")]
    [InlineData("\uD83C")]
    public void A_text_without_words_has_the_first_unit_vector(string text)
    {
        var vector = Embed(text);

        Assert.Equal(1, vector[0]);
        Assert.All(vector[1..], x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData("ADMISSION Fee", "admission fee")]
    [InlineData("ﬁnal exam", "final exam")]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("ＧＲＡＤＥ ７", "grade 7")]
    [InlineData("the fee, paid!", "the fee (paid)")]
    [InlineData("two one", "one two")]
    public void Case_form_punctuation_and_order_make_no_difference(string one, string other) => Assert.Equal(Embed(one), Embed(other));

    [Theory]
    [InlineData("When is the admission fee due?", "Admission fees are due in June.", "Plants make sugar from light.")]
    [InlineData("libary opening hours", "The library opens at eight.", "Buses leave at four.")]
    [InlineData("photosynthetic plants", "Photosynthesis turns light into sugar.", "The king was sent to prison.")]
    [InlineData("स्कूल की फीस कितनी है", "स्कूल फीस पाँच सौ रुपये है", "पौधे प्रकाश से भोजन बनाते हैं")]
    [InlineData("入学金はいくらですか", "入学金は五百ルピーです", "植物は光で育つ")]
    [InlineData("Wann öffnet die Schulbibliothek?", "Die Schulbibliotheken öffnen um acht Uhr.", "Pflanzen brauchen Licht und Wasser.")]
    public void Related_texts_are_nearer_than_unrelated_ones(string query, string related, string unrelated) =>
        Assert.InRange(Dot(Embed(query), Embed(related)) - Dot(Embed(query), Embed(unrelated)), 0.05, 2);

    [Fact]
    public void A_vector_does_not_depend_on_the_batch_it_was_made_in() =>
        Prop.ForAll<string?[]>(texts =>
        {
            var values = texts.Select(t => t ?? "").ToArray();
            return values.Zip(Batch(values), (text, vector) => Embed(text).AsSpan().SequenceEqual(vector.Vector.Span)).All(same => same);
        }).Check(Law.On(100));

    [Fact]
    public void Long_texts_are_counted_like_short_ones()
    {
        var words = Enumerable.Range(0, 5000).Select(i => $"word{i}").ToArray();

        Assert.Equal(Embed(string.Join(' ', words)), Embed(string.Join(' ', words.Reverse())));
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var texts = Enumerable.Range(0, 200).Select(i => $"lesson {i} about topic {i * 7}").ToArray();
        var expected = texts.Select(Embed).ToArray();

        Parallel.For(0, texts.Length, i => Assert.Equal(expected[i], Embed(texts[i])));
    }

    [Fact]
    public void Usage_counts_words() => Assert.Equal(5, Batch(["one two", "three, four five!"]).Usage?.InputTokenCount);

    [Fact]
    public void It_tells_what_it_is()
    {
        var metadata = (EmbeddingGeneratorMetadata?)Embedder.GetService(typeof(EmbeddingGeneratorMetadata));

        Assert.Equal(("edify", "hashing-v2", 1024), (metadata?.ProviderName, metadata?.DefaultModelId, metadata?.DefaultModelDimensions));
        Assert.Same(Embedder, Embedder.GetService(typeof(IEmbeddingGenerator)));
        Assert.Null(Embedder.GetService(typeof(IEmbeddingGenerator), "key"));
        Assert.Null(Embedder.GetService(typeof(string)));
    }

    [Fact]
    public async Task What_it_cannot_do_is_refused()
    {
        Assert.Equal(1024, (await Embedder.GenerateAsync(["a"], new() { Dimensions = 1024, ModelId = "hashing-v2" }))[0].Vector.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => Embedder.GenerateAsync(["a"], new() { Dimensions = 256 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Embedder.GenerateAsync(["a"], new() { ModelId = "other" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Embedder.GenerateAsync([null!]));
    }

    [Fact]
    public async Task Cancelling_stops_before_the_next_text()
    {
        using var cancel = new CancellationTokenSource();
        var taken = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder.GenerateAsync(Texts(), cancellationToken: cancel.Token));
        Assert.Equal(3, taken);

        IEnumerable<string> Texts()
        {
            while (true)
            {
                if (++taken == 3) cancel.Cancel();
                yield return "text";
            }
        }
    }

    private static float[] Embed(string text) => Batch([text])[0].Vector.ToArray();

    private static GeneratedEmbeddings<Embedding<float>> Batch(string[] texts)
    {
        var task = Embedder.GenerateAsync(texts);
        Assert.True(task.IsCompletedSuccessfully);
        return task.Result;
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (l, r) => (double)l * r).Sum();

    private static string Digest(float[] vector)
    {
        var bytes = new byte[vector.Length * 4];
        for (var i = 0; i < vector.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), vector[i]);
        return Convert.ToHexString(SHA256.HashData(bytes));
    }
}
