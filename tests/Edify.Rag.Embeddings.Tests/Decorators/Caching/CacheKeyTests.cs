using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Decorators.Caching;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

public sealed class CacheKeyTests
{
    public static TheoryData<string> Differences => [.. DifferentOptions.Keys];

    private static readonly Dictionary<string, EmbeddingGenerationOptions> DifferentOptions = new()
    {
        ["none"] = new(),
        ["purpose"] = EmbeddingPurposes.ForQuery(),
        ["model"] = new() { ModelId = "scripted-2" },
        ["dimensions"] = new() { Dimensions = 8 },
        ["a text"] = With("user", "1"),
        ["another text"] = With("user", "2"),
        ["another name"] = With("u", "ser1"),
        ["a number"] = With("user", 1),
        ["a number of another kind"] = With("user", 1.5),
        ["a truth value"] = With("user", true),
        ["no value"] = With("user", null),
        ["purpose and model"] = new() { ModelId = "scripted-2", AdditionalProperties = EmbeddingPurposes.ForQuery().AdditionalProperties },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Each_difference_of_options_has_vectors_of_its_own(string difference)
    {
        var inner = new ScriptedEmbedder();
        using var embedder = inner.WithCaching();
        foreach (var other in DifferentOptions.Where(o => o.Key != difference)) await embedder.GenerateAsync(["a"], other.Value);
        var before = inner.Calls.Count;

        var options = DifferentOptions[difference];
        var made = await embedder.GenerateAsync(["a"], options);
        var again = await embedder.GenerateAsync(["a"], options.Clone());

        Assert.Equal(before + 1, inner.Calls.Count);
        Assert.Equal(ScriptedEmbedder.VectorOf("a", options, "scripted-1", 24), made[0].Vector.ToArray());
        Assert.Equal(made[0].Vector.ToArray(), again[0].Vector.ToArray());
        Assert.Equal(made[0].ModelId, again[0].ModelId);
    }

    [Fact]
    public async Task The_order_of_properties_makes_no_difference()
    {
        var inner = new ScriptedEmbedder();
        using var embedder = inner.WithCaching();

        await embedder.GenerateAsync(["a"], new() { AdditionalProperties = new() { ["x"] = 1, ["y"] = "2" } });
        await embedder.GenerateAsync(["a"], new() { AdditionalProperties = new() { ["y"] = "2", ["x"] = 1 } });

        Assert.Single(inner.Calls);
    }

    [Fact]
    public async Task Options_that_only_the_embedder_understands_go_past_the_cache_as_do_those_that_say_so()
    {
        var inner = new ScriptedEmbedder();
        using var embedder = inner.WithCaching();
        EmbeddingGenerationOptions[] opaque =
            [With("weights", new float[] { 1 }), new() { RawRepresentationFactory = _ => new object() }, new OptionsOfSomebody { Pooling = "max" }, EmbeddingCacheBypass.Options()];

        foreach (var options in opaque)
        {
            await embedder.GenerateAsync(["a", "a"], options);
            await embedder.GenerateAsync(["a"], options);
        }

        Assert.Equal(12, inner.Texts.Count);
    }

    [Fact]
    public void No_two_rows_of_parts_are_written_alike()
    {
        string[] descriptions =
        [
            CallDescription.Of("a", With("b", "c"))!,
            CallDescription.Of("a", With("bc", ""))!,
            CallDescription.Of("a2:+b", With("c", ""))!,
            CallDescription.Of("a", new() { AdditionalProperties = new() { ["b"] = "c", ["d"] = "e" } })!,
            CallDescription.Of("a", With("b", "c2:+d6:text e"))!,
        ];

        Assert.Equal(descriptions.Length, descriptions.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_key_tells_nothing_of_its_text()
    {
        using var scope = new VectorScope("e");
        var key = scope.KeyOf("Asha's grades").ToString();

        Assert.Matches("^[0-9a-f]{32}$", key);
        Assert.Equal(key, scope.KeyOf("Asha's grades").ToString());
        Assert.NotEqual(key, scope.KeyOf("Asha's grade").ToString());
    }

    private static EmbeddingGenerationOptions With(string name, object? value) => new() { AdditionalProperties = new() { [name] = value } };

    private sealed class OptionsOfSomebody : EmbeddingGenerationOptions
    {
        public string? Pooling { get; set; }
    }
}
