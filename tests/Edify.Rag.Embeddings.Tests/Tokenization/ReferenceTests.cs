using Edify.Rag.Embeddings.Tests.Tokenization.Reference;
using Edify.Rag.Tests.Shared.Tokenizers;

namespace Edify.Rag.Embeddings.Tests.Tokenization;

[Trait("Needs", "reference")]
public sealed class ReferenceTests(ReferenceFixture fixture) : IClassFixture<ReferenceFixture>
{
    private const int Sample = 400_000;
    private const int Full = 20_000_000;

    public static TheoryData<string> Models =>
        ["wordpiece", "wordpiece-cased", "wordpiece-accents", "unigram", "unigram-t5", "unigram-bytes", "gpt2", "qwen", "llama3", "llama", "clip"];

    public static TheoryData<string> Kinds => ["wordpiece", "unigram", "gpt2"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Mixed_text_gets_the_ids_and_offsets_of_the_reference(string model) => Compare(model, MixedTexts(seed: 1, Sample));

    [Theory, Trait("Lane", "slow")]
    [MemberData(nameof(Kinds))]
    public void Twenty_megabytes_get_the_ids_and_offsets_of_the_reference(string model) => Compare(model, MixedTexts(seed: 2, Full));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Code_points_get_the_ids_and_offsets_of_the_reference(string model) => Compare(model, CodePoints(IsOfInterest));

    [Theory, Trait("Lane", "slow")]
    [MemberData(nameof(Models))]
    public void Every_code_point_gets_the_ids_and_offsets_of_the_reference(string model) => Compare(model, CodePoints(_ => true));

    [Theory]
    [MemberData(nameof(Models))]
    public void Text_without_special_tokens_around_it_is_the_same_too(string model) =>
        AssertNone(new SideBySide(fixture.Reference, fixture.Models[model]).Compare(MixedTexts(seed: 3, 20_000), special: false));

    [Theory]
    [MemberData(nameof(Models))]
    public void Pairs_are_joined_as_the_reference_does(string model)
    {
        var texts = MixedTexts(seed: 4, 20_000).ToList();
        AssertNone(new SideBySide(fixture.Reference, fixture.Models[model]).ComparePairs(texts.Zip(texts.Skip(1))));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Long_words_get_the_ids_and_offsets_of_the_reference(string model)
    {
        var random = new Random(9);
        var words = fixture.Models.Words;
        Compare(model, Enumerable.Range(1, 20).Select(i => string.Concat(Enumerable.Range(0, 50 * i).Select(_ => words[random.Next(words.Count)]))));
    }

    private void Compare(string model, IEnumerable<string> texts) => AssertNone(new SideBySide(fixture.Reference, fixture.Models[model]).Compare(texts));

    private static void AssertNone(Comparison comparison) =>
        Assert.True(comparison is { Texts: > 0, Differences: 0 }, $"{comparison.Differences} of {comparison.Texts} texts differ.\n{comparison.Told}");

    private IEnumerable<string> MixedTexts(int seed, int bytes)
    {
        var nasty = new NastyText(seed, fixture.Models.Words);
        for (var done = 0; done < bytes;)
        {
            var text = nasty.Next(30 + (done % 2_000));
            done += System.Text.Encoding.UTF8.GetByteCount(text);
            yield return text;
        }
    }

    // Alone and between letters, some of them in each text. A run of unknown ones must not become one token.
    private static IEnumerable<string> CodePoints(Func<int, bool> isTested)
    {
        var points = Enumerable.Range(0, 0x110000).Where(point => point is < 0xD800 or > 0xDFFF && isTested(point)).Select(char.ConvertFromUtf32);
        return points.Chunk(16).Select(some => string.Concat(some.Select(point => $"{point} a{point}b ")));
    }

    // In the planes where nothing is assigned all are alike.
    private static bool IsOfInterest(int point) => point is < 0x32400 or >= 0xE0000 and < 0xE0200 || point % 101 == 0;
}
