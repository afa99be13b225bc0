using Edify.Rag.Hosting.Access;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Hosting.Tests.Access;

/// <summary>Policies of school roles, without a pipeline around them.</summary>
internal static class Policies
{
    public const string Tenant = "greenfield";

    public static SchoolRolesPolicy Of(SchoolRolesOptions options, TimeProvider? time = null, ILogger? logger = null, params IReadOnlyList<IRelationSource> sources) =>
        new(() => options, Tenant, sources, time ?? new FakeTimeProvider(), logger ?? NullLogger.Instance);

    public static SchoolRolesOptions Options(params (string Name, SchoolRole Role)[] roles)
    {
        var options = new SchoolRolesOptions();
        foreach (var (name, role) in roles) options.Roles[name] = role;
        return options;
    }

    public static RagUser User(params string[] roles) => new("asha", Tenant) { Roles = roles };

    /// <summary>The fields of a document of the tenant.</summary>
    public static Dictionary<string, FieldValue> Document(params (string Field, FieldValue Value)[] fields)
    {
        var all = fields.ToDictionary(f => f.Field, f => f.Value);
        all.TryAdd(RagFields.Tenant, Tenant);
        return all;
    }

    public static async Task<bool> SeesAsync(this SchoolRolesPolicy policy, RagUser user, params (string Field, FieldValue Value)[] fields) =>
        (await policy.ResolveAsync(user)).Admits(Document(fields));
}
