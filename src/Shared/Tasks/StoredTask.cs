using System.Collections.Frozen;

namespace Edify.Rag.Shared.Tasks;

/// <summary>A task as stores keep it, without what it saved and what it came to.</summary>
/// <param name="Task">What its user sees.</param>
/// <param name="User">Who asked.</param>
/// <param name="Input">The particulars, as JSON.</param>
internal sealed record StoredTask(RagTask Task, StoredUser User, string Input)
{
    /// <summary>Where to tell of the end.</summary>
    public string? Webhook { get; init; }

    /// <summary>The token of the last lease under which somebody began.</summary>
    public long Token { get; init; }

    /// <summary>Whether nobody else is to be told of the end, or they are being told.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether the user has read that it ended.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether something is left to do.</summary>
    public bool IsOpen => !Task.HasEnded || !IsTold;

    public static StoredTask Of(NewRagTask added) => new(added.Task, StoredUser.Of(added.User), added.Input)
    {
        Webhook = added.Webhook?.OriginalString,
        IsTold = !added.IsToBeTold,
    };

    public RagNotification? ToNotification() => Task.EndedAt is { } at && Task.HasEnded
        ? new(Task.Id, Task.Kind, Task.State, Task.Title, at) { Reason = Task.Reason, IsRead = IsRead }
        : null;

    public RagNotice? ToNotice() => Task.HasEnded
        ? new($"task_{Task.Id:n}", User.Tenant, User.Id, Task) { Webhook = Webhook is null ? null : new(Webhook) }
        : null;

    public OpenRagTask ToOpen() => new(RagTaskKey.Of(User.ToUser(), Task.Id), User.Tenant, Task.Kind, Task.State, Task.SubmittedAt);
}

/// <summary>A user as they were when they asked.</summary>
internal sealed record StoredUser
{
    public string Id { get; init; } = string.Empty;

    public string Tenant { get; init; } = string.Empty;

    public IReadOnlyList<string> Roles { get; init; } = [];

    public IReadOnlyList<string> Grades { get; init; } = [];

    public IReadOnlyList<string> Classes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    public static StoredUser Of(RagUser user) => new()
    {
        Id = user.Id, Tenant = user.Tenant, Roles = [.. user.Roles], Grades = [.. user.Grades], Classes = [.. user.Classes], Attributes = user.Attributes,
    };

    public RagUser ToUser() => new(Id, Tenant) { Roles = Roles, Grades = Grades, Classes = Classes, Attributes = Attributes };
}
