namespace Edify.Rag.Abstractions.Tests;

public sealed class RagExceptionTests
{
    private static readonly InvalidOperationException Cause = new("cause");

    [Fact]
    public void A_missing_blob_is_named_with_its_store()
    {
        var error = new BlobNotFoundException("folder", "/content", "SOP/fire.md", Cause);

        Assert.Equal("There is no blob 'SOP/fire.md' in folder '/content'.", error.Message);
        Assert.Equal(("folder", "/content", "SOP/fire.md"), (error.Store, error.Container, error.Blob));
        Assert.Same(Cause, error.InnerException);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void A_denial_says_what_is_denied_and_what_to_check()
    {
        Assert.Equal(
            "Access to blob 'a.md' in folder '/content' is denied. Check the credentials and permissions that this process runs with.",
            new BlobAccessDeniedException("folder", "/content", "a.md").Message);
        Assert.StartsWith("Access to the container in folder '/content'", new BlobAccessDeniedException("folder", "/content", null).Message, StringComparison.Ordinal);
        Assert.False(new BlobAccessDeniedException("folder", "/content", null).IsTransient);
    }

    [Fact]
    public void What_may_succeed_later_is_transient()
    {
        var unavailable = new BlobStoreUnavailableException("folder", "/content", null, "Too many requests.", TimeSpan.FromSeconds(3));

        Assert.True(unavailable.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(3), unavailable.RetryAfter);
        Assert.True(new BlobChangedException("folder", "/content", "a.md").IsTransient);
        Assert.True(new VectorStoreException("embedded", "chunks", "search", "Busy.", isTransient: true).IsTransient);
        Assert.True(new RagStateException("ledger", "Held by another process.", isTransient: true).IsTransient);
    }

    [Fact]
    public void What_would_fail_again_is_not_transient()
    {
        RagException[] errors =
        [
            new BlobExistsException("folder", "/content", "a.md"), new VectorStoreException("embedded", "chunks", "upsert", "Wrong dimension."),
            new RagStateException("ledger", "Damaged."), new RagInputException("The question is empty."), new RagConfigurationException("Two chunkers."),
            new DocumentReadException("a.pdf", DocumentFault.Damaged, "Not a PDF."),
        ];

        Assert.All(errors, e => Assert.False(e.IsTransient));
    }

    [Fact]
    public void Errors_carry_what_they_are_about()
    {
        var read = new DocumentReadException("a.pdf", DocumentFault.Encrypted, "A password is needed.", Cause);
        var store = new VectorStoreException("embedded", "chunks", "upsert", "Wrong dimension.", innerException: Cause);
        var state = new RagStateException("ledger", "Damaged.", innerException: Cause);

        Assert.Equal(("a.pdf", DocumentFault.Encrypted, "A password is needed."), (read.Document, read.Fault, read.Message));
        Assert.Equal(("embedded", "chunks", "upsert"), (store.Store, store.Collection, store.Operation));
        Assert.Equal("ledger", state.Location);
        Assert.All<RagException>([read, store, state], e => Assert.Same(Cause, e.InnerException));
    }

    [Fact]
    public void A_model_service_says_whether_to_come_back_and_whether_to_ask_for_less()
    {
        var error = new ModelServiceException("http://localhost/v1", "e5", "Busy.", isTransient: true, Cause) { IsOverload = true, RetryAfter = TimeSpan.FromSeconds(2) };

        Assert.Equal(("http://localhost/v1", "e5", true, true), (error.Service, error.Model, error.IsTransient, error.IsOverload));
        Assert.Equal(TimeSpan.FromSeconds(2), error.RetryAfter);
        Assert.False(new ModelServiceException("http://localhost/v1", "e5", "No quota left.").IsTransient);
    }

    [Fact]
    public void Refused_texts_are_named_by_their_place_and_a_few_stand_for_many()
    {
        RefusedText[] refused = [.. Enumerable.Range(0, 7).Select(i => new RefusedText(i, "too long"))];
        var made = new Microsoft.Extensions.AI.Embedding<float>?[8];
        made[7] = new(new float[] { 1 });

        var error = new TextsRefusedException(refused, made);

        Assert.Equal(
            "7 of 8 texts can't be embedded (index 0: too long; index 1: too long; index 2: too long; index 3: too long; index 4: too long; and 2 more).",
            error.Message);
        Assert.Equal((7, 8, false), (error.Refused.Count, error.Embeddings.Count, error.IsTransient));
        Assert.Equal("The text can't be embedded: too long.", new TextsRefusedException([refused[0]], [null]).Message);
    }
}
