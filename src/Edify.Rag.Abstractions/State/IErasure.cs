namespace Edify.Rag;

/// <summary>Forgets a person, a document or a tenant in everything that a pipeline keeps, and certifies it in the audit.</summary>
/// <remarks>
/// Safe for concurrent use; erasures go one after the other. What is to be erased is written down before anything is, so that one that
/// was interrupted goes on: with the host's next start, with <see cref="ResumeAsync"/>, or with the next erasure.
/// </remarks>
public interface IErasure
{
    /// <summary>Erases. Returns when nothing is left that the pipeline's parts can find, and the certificate is in the audit.</summary>
    /// <param name="request">Whom or what.</param>
    /// <param name="cancellationToken">Stops it; what was erased stays so, and the rest is done when it goes on.</param>
    /// <exception cref="RagException">A part could not erase, or the audit can't be written. The erasure goes on later.</exception>
    Task<ErasureReport> EraseAsync(ErasureRequest request, CancellationToken cancellationToken = default);

    /// <summary>Brings to their end the erasures that were interrupted.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What they erased; empty when none was interrupted.</returns>
    /// <exception cref="RagException">A part could not erase, or the audit can't be written.</exception>
    Task<IReadOnlyList<ErasureReport>> ResumeAsync(CancellationToken cancellationToken = default);
}

/// <summary>A part of the pipeline that keeps something of persons or documents. Every part adds itself to the pipeline, by <c>Add</c>.</summary>
/// <remarks>Safe for concurrent use. Erasing again what is erased succeeds.</remarks>
public interface IErasable
{
    /// <summary>What the certificate calls it, such as "conversations".</summary>
    string Name { get; }

    /// <summary>Erases for good: once it returns, none of it is in a file or table of this part.</summary>
    /// <param name="order">What to erase.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many things were erased; <see langword="null"/> where it can't be counted.</returns>
    /// <exception cref="RagException">It can't be done now.</exception>
    ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default);
}

/// <summary>What kind of thing is erased.</summary>
public enum ErasureKind
{
    /// <summary>A user, with the documents that are theirs.</summary>
    User,

    /// <summary>A document.</summary>
    Document,

    /// <summary>A tenant with all that is its own.</summary>
    Tenant,
}

/// <summary>Whom or what to erase.</summary>
public sealed record ErasureRequest
{
    private ErasureRequest(ErasureKind kind, string tenant, string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        (Kind, Tenant, Target) = (kind, tenant, target);
    }

    /// <summary>What kind of thing.</summary>
    public ErasureKind Kind { get; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; }

    /// <summary>The user's id or the document's name; empty for a tenant.</summary>
    public string Target { get; }

    /// <summary>The source of a document; <see langword="null"/> for all of the tenant.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the files are deleted from the source too, where it can be written. Otherwise the next ingestion brings documents back that are still there.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludesFiles { get; init; }

    /// <summary>A user: conversations, questions, counts, and the documents whose <see cref="RagFields.Owner"/> they are.</summary>
    /// <param name="tenant">Their tenant; never blank.</param>
    /// <param name="user">Their id; never blank.</param>
    public static ErasureRequest OfUser(string tenant, string user) => new(ErasureKind.User, tenant, NotBlank(user));

    /// <summary>A document, and the conversations in which an answer cites it.</summary>
    /// <param name="tenant">Its tenant; never blank.</param>
    /// <param name="name">Its name within its source; never blank.</param>
    /// <param name="source">Its source; <see langword="null"/> for all of the tenant.</param>
    public static ErasureRequest OfDocument(string tenant, string name, string? source = null) => new(ErasureKind.Document, tenant, NotBlank(name)) { Source = source };

    /// <summary>A tenant: all of it.</summary>
    /// <param name="tenant">The tenant; never blank.</param>
    public static ErasureRequest OfTenant(string tenant) => new(ErasureKind.Tenant, tenant, string.Empty);

    private static string NotBlank(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        return target;
    }
}

/// <summary>An erasure under way.</summary>
/// <param name="Id">Its identifier, in the audit.</param>
/// <param name="Request">Whom or what.</param>
/// <param name="Documents">The documents that go with it, found before anything was erased; for a tenant those that its ledger knows.</param>
public sealed record ErasureOrder(Guid Id, ErasureRequest Request, IReadOnlyList<LedgerKey> Documents)
{
    /// <summary>The user's id where a user is erased, else <see langword="null"/>.</summary>
    public string? User => Request.Kind == ErasureKind.User ? Request.Target : null;

    /// <summary>Whether all of a tenant is erased.</summary>
    public bool IsTenant => Request.Kind == ErasureKind.Tenant;
}

/// <summary>What an erasure did.</summary>
/// <param name="Order">What was erased.</param>
/// <param name="Parts">What each part erased, in order.</param>
/// <param name="Certificate">The signed record in the audit that says so.</param>
public sealed record ErasureReport(ErasureOrder Order, IReadOnlyList<ErasedPart> Parts, AuditRecord Certificate)
{
    /// <summary>How many of the documents are still in their source, from where an ingestion would bring them back; <see langword="null"/> when the source could not be asked.</summary>
    public int? FilesLeft { get; init; }
}

/// <summary>What one part erased.</summary>
/// <param name="Name">The part.</param>
/// <param name="Count">How many things; <see langword="null"/> where it can't be counted.</param>
public sealed record ErasedPart(string Name, long? Count);
