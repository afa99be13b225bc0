using System.Collections.Immutable;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A change: what it makes of the world, how it is done to the product, and whether the product said what it should.</summary>
internal sealed record Change(World After, Func<School, CancellationToken, Task<string?>> DoAsync, string Name);

/// <summary>Thinks up changes.</summary>
internal static class Changing
{
    private static readonly string[] Tenants = ["north", "south"];
    private static readonly string[] Grades = ["5", "6", "7"];
    private static readonly string[] Classes = ["5a", "6b", "7b"];
    private static readonly string[] Roles = ["admin", "teacher", "student", "visitor"];

    /// <summary>A school on its first day.</summary>
    public static World Begin(Random random, DateTimeOffset now)
    {
        var users = Enumerable.Range(0, 16).Select(i => NextUser(random, $"u{i}", now)).ToImmutableSortedDictionary(u => u.Id, u => u, StringComparer.Ordinal);
        var documents = Enumerable.Range(0, 40).Select(i => NextDocument(random, i, users)).ToImmutableSortedDictionary(d => d.Name, d => d, StringComparer.Ordinal);
        return new(now, users, documents, ImmutableSortedDictionary.Create<string, WorldRule>(StringComparer.Ordinal));
    }

    public static Change Next(Random random, World world) => random.Next(14) switch
    {
        < 4 => SetRule(random, world),
        < 6 => ClearRule(random, world),
        < 8 => ChangeUser(random, world),
        < 11 => PassTime(random, world),
        11 => Upload(random, world),
        _ => Delete(random, world),
    };

    private static Change SetRule(Random random, World world)
    {
        var document = Pick(random, world.Documents.Values);
        string[] targets = [document.Name, document.Name, $"{document.Tenant}/{document.Module}/{document.Group}/", $"{document.Tenant}/{document.Module}/", $"{document.Tenant}/"];
        var allow = random.Next(3) == 0 ? null : Principals(random, world, random.Next(3));
        var rule = new WorldRule(document.Tenant, targets[random.Next(targets.Length)], allow, Principals(random, world, random.Next(3)));
        return new(world with { Rules = world.Rules.SetItem(rule.Target, rule) }, async (school, token) =>
        {
            await school.Rules.SetAsync(rule.Tenant, rule.ToRule(), token);
            return null;
        }, $"set {rule.Target}: {rule.ToRule().Access}");
    }

    private static Change ClearRule(Random random, World world)
    {
        if (world.Rules.Count == 0) return SetRule(random, world);
        var rule = Pick(random, world.Rules.Values);
        return new(world with { Rules = world.Rules.Remove(rule.Target) }, async (school, token) =>
            await school.Rules.ClearAsync(rule.Tenant, rule.Target, token) is null ? $"the rule of '{rule.Target}' was not there" : null, $"clear {rule.Target}");
    }

    // Told with each call, as a host does it: nothing is to be done.
    private static Change ChangeUser(Random random, World world)
    {
        var user = NextUser(random, Pick(random, world.Users.Values).Id, world.Now);
        return new(world with { Users = world.Users.SetItem(user.Id, user) }, (_, _) => Task.FromResult<string?>(null), $"user {user}");
    }

    private static Change PassTime(Random random, World world)
    {
        var by = TimeSpan.FromMinutes(random.Next(1, 90));
        return new(world with { Now = world.Now + by }, (school, _) =>
        {
            school.Time.Advance(by);
            return Task.FromResult<string?>(null);
        }, $"time +{by}");
    }

    private static Change Upload(Random random, World world)
    {
        var old = Pick(random, world.Documents.Values);
        var isNew = world.Documents.Count < 30 || (world.Documents.Count < 60 && random.Next(2) == 0);
        var document = isNew ? NextDocument(random, random.Next(1_000, 1_000_000), world.Users) : old with { Version = old.Version + 1 };
        return new(world with { Documents = world.Documents.SetItem(document.Name, document) }, async (school, token) =>
        {
            await school.PutAsync([document], token);
            return null;
        }, $"upload {document.Name} version {document.Version}");
    }

    private static Change Delete(Random random, World world)
    {
        var (user, document) = (Pick(random, world.Users.Values), Pick(random, world.Documents.Values));
        var expected = world.Deleting(user, document);
        return new(expected == DocumentDeletion.Deleted ? world with { Documents = world.Documents.Remove(document.Name) } : world, async (school, token) =>
            await school.Library.DeleteAsync(user.ToRagUser(), School.IdOf(document), token) is var done && done != expected ? $"{user} deletes '{document.Name}': {done}, not {expected}" : null,
            $"{user.Id} deletes {document.Name}");
    }

    private static WorldUser NextUser(Random random, string id, DateTimeOffset now)
    {
        var number = int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        var roles = Roles.Where((_, i) => random.Next(i == 0 ? 6 : 3) == 0).ToImmutableSortedDictionary(r => r, _ => now + TimeSpan.FromMinutes(random.Next(-30, 600)), StringComparer.Ordinal);
        return new(id, Tenants[number % 2], roles, Some(random, Grades), Some(random, Classes));
    }

    private static WorldDocument NextDocument(Random random, int number, ImmutableSortedDictionary<string, WorldUser> users) => random.Next(5) switch
    {
        < 3 => new(number, Tenants[random.Next(2)], RagModules.KnowledgeBank, Grades[random.Next(Grades.Length)], 1),
        3 => new(number, Tenants[random.Next(2)], RagModules.Sop, "fees", 1),
        _ when Pick(random, users.Values) is var owner => new(number, owner.Tenant, RagModules.Personal, owner.Id, 1),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableSortedSet<string> Principals(Random random, World world, int count)
    {
        string[] all = [.. Roles.Select(r => $"role:{r}"), .. Classes.Select(c => $"class:{c}"), .. Grades.Select(g => $"grade:{g}"), .. world.Users.Keys.Select(u => $"user:{u}")];
        return [.. Enumerable.Range(0, count).Select(_ => all[random.Next(all.Length)])];
    }

    private static ImmutableSortedSet<string> Some(Random random, string[] values) => [.. values.Where(_ => random.Next(3) == 0)];

    private static T Pick<T>(Random random, IEnumerable<T> values)
    {
        var list = values.ToList();
        return list[random.Next(list.Count)];
    }
}
