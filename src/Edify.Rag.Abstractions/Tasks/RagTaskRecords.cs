using System.Runtime.InteropServices;

namespace Edify.Rag;

/// <summary>A task as workers name it.</summary>
/// <param name="Owner">Whose it is, as 32 hexadecimal digits that tell no name; see <see cref="OwnerOf"/>.</param>
/// <param name="Id">The task.</param>
public sealed record RagTaskKey(string Owner, Guid Id)
{
    /// <summary>The key of a user's task.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="id">The task.</param>
    public static RagTaskKey Of(RagUser user, Guid id) => new(OwnerOf(user), id);

    /// <summary>A hash of tenant and user. The tenant's length stands before it, so that no two pairs read alike.</summary>
    /// <param name="user">The user.</param>
    public static string OwnerOf(RagUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var name = string.Create(CultureInfo.InvariantCulture, $"{user.Tenant.Length}:{user.Tenant}{user.Id}");
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan())).AsSpan(0, 16));
    }
}

/// <summary>A task that is added.</summary>
/// <param name="Task">The task as its user sees it.</param>
/// <param name="User">Who asks, with the rights that they have.</param>
/// <param name="Input">The particulars, as JSON.</param>
public sealed record NewRagTask(RagTask Task, RagUser User, string Input)
{
    /// <summary>Where to tell of the end.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>Whether others than the user are told of the end.</summary>
    public bool IsToBeTold { get; init; }
}

/// <summary>A task that a worker begins with, or goes on with.</summary>
/// <param name="Task">The task.</param>
/// <param name="User">Who asked, with the rights that they had then.</param>
/// <param name="Input">The particulars, as JSON.</param>
/// <param name="Saved">What earlier tries kept, by name.</param>
public sealed record RagTaskWork(RagTask Task, RagUser User, string Input, IReadOnlyDictionary<string, string> Saved);

/// <summary>How far a task is.</summary>
/// <param name="Percent">How much is done, 0 to 100.</param>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Remaining">How long it will take; <see langword="null"/> while nobody knows.</param>
public sealed record RagTaskProgress(double Percent, string Stage, TimeSpan? Remaining = null);

/// <summary>How a task ended.</summary>
/// <param name="State">Done or failed.</param>
/// <param name="At">When.</param>
public sealed record RagTaskEnd(RagTaskState State, DateTimeOffset At)
{
    /// <summary>Why it failed, in a sentence.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>What it came to, as JSON; <see langword="null"/> when it failed.</summary>
    public string? Result { get; init; }
}

/// <summary>A task of which something is left to do.</summary>
/// <param name="Key">Which.</param>
/// <param name="Tenant">Its tenant.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="State">Where it stands: when it has ended, others are still to be told.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
public sealed record OpenRagTask(RagTaskKey Key, string Tenant, string Kind, RagTaskState State, DateTimeOffset SubmittedAt);
