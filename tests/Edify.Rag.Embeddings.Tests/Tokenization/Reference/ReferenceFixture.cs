using Edify.Rag.Tests.Shared.Tokenizers;

namespace Edify.Rag.Embeddings.Tests.Tokenization.Reference;

/// <summary>The reference and its models, once for the tests of a class.</summary>
public sealed class ReferenceFixture : IDisposable
{
    private readonly Lazy<ReferenceTokenizer> _reference = new(Start);
    private readonly Lazy<ReferenceModels> _models;

    public ReferenceFixture() => _models = new(() => new(() => _reference.Value, ConformanceData.Folder("wordpiece")));

    internal ReferenceTokenizer Reference => _reference.Value;

    internal ReferenceModels Models => _models.Value;

    public void Dispose()
    {
        if (_models.IsValueCreated) _models.Value.Dispose();
        if (_reference.IsValueCreated) _reference.Value.Dispose();
    }

    // Without the package a test is skipped, or fails where what CI installs is required.
    private static ReferenceTokenizer Start()
    {
        if (ReferenceTokenizer.Start() is { } reference) return reference;
        if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_SERVERS") == "1") Assert.Fail(ReferencePackage.Advice + " EDIFY_REQUIRE_SERVERS=1 makes this a failure.");
        Assert.Skip(ReferencePackage.Advice);
        throw new InvalidOperationException();
    }
}
