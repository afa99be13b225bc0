using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Scenarios.Access;

/// <summary>Time and memory of resolving a scope and of its fingerprint, for users of a few rules and of twenty.</summary>
internal static class ScopeResolution
{
    private const int Runs = 25;
    private const int PerRun = 4_000;
    private const double MostMicroseconds = 20;
    private const double MostBytes = 4_096;

    // A hash over all that the filter says; made once for each question.
    private const int MarkedMost = 2;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UseInMemoryBlobs().UseSchoolRoles(Configure))
            .BuildServiceProvider();
        var policy = services.GetRag<IAccessPolicy>();
        foreach (var (users, who) in new[] { (Users(20), "a user of 20 rules"), (Users(2), "a user of 2 rules") })
        {
            foreach (var (isMarked, what, most) in new[] { (false, "scope and filter", 1), (true, "with the fingerprint, which caches ask for", MarkedMost) })
            {
                var (times, bytes) = await MeasureAsync(policy, users, isMarked);
                yield return Goals.Under($"{who}, {what}: time", "µs", MostMicroseconds * most, times);
                yield return Goals.Under($"{who}, {what}: memory", "bytes", MostBytes * most, bytes);
            }
        }
    }

    // Limits of every kind, so that no two rules are one condition.
    private static void Configure(SchoolRolesOptions options)
    {
        for (var i = 0; i < 20; i++)
        {
            var role = new SchoolRole { Modules = { $"module{i}", RagModules.General }, Permissions = { $"tools:use{i}", RagPermissions.ChatCreate } };
            if (i % 4 == 1) role.OwnGradesOnly = true;
            else if (i % 4 == 2) role.Grades.Add((i / 2).ToString(CultureInfo.InvariantCulture));
            else if (i % 4 == 3) role.Subjects.Add($"subject{i}");
            role.OwnClassesOnly = i % 5 == 4;
            role.OwnFiles = i == 0;
            role.WardFiles = i == 5;
            role.HeadedSubjects = i == 6;
            options.Roles[$"role{i}"] = role;
        }
    }

    // Many users, so that nothing that is kept of one serves the next.
    private static RagUser[] Users(int roles) =>
    [
        .. Enumerable.Range(0, 512).Select(i => new RagUser($"user-{i}", "greenfield")
        {
            Roles = [.. Enumerable.Range(0, roles).Select(r => $"role{r}")],
            Grades = [$"Grade {(i % 12) + 1}", $"{((i + 1) % 12) + 1}"],
            Classes = [$"{(i % 12) + 1}b"],
            Attributes = new Dictionary<string, string> { ["guardian_of"] = $"pupil-{i}", ["head_of"] = "Science" },
        }),
    ];

    private static async Task<(double[] Microseconds, double[] Bytes)> MeasureAsync(IAccessPolicy policy, RagUser[] users, bool isMarked)
    {
        var (times, bytes) = (new double[Runs], new double[Runs]);
        var check = 0;
        for (var run = -5; run < Runs; run++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRun; i++)
            {
                var scope = await policy.ResolveAsync(users[i % users.Length]);
                check += isMarked ? scope.Fingerprint[0] : scope.IsEmpty ? 0 : 1;
            }

            var elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (run >= 0) (times[run], bytes[run]) = (elapsed / PerRun, (double)allocated / PerRun);
        }

        return check > 0 ? (times, bytes) : throw new InvalidOperationException("No scope was made.");
    }
}
