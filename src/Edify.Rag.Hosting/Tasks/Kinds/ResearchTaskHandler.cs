using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Tasks.Kinds;

/// <summary>Research as a task: the plan and each answer are kept as they come, so that no question is asked twice.</summary>
internal sealed class ResearchTaskHandler(IResearch research, IAccessPolicy policy) : IRagTaskHandler
{
    private const int MaxFields = 16;
    private const int MaxValues = 100;
    private const double Planned = 5;
    private const double Answered = 90;
    private const string Plan = "plan";
    private const string Section = "section/";

    private static readonly string[] Fields = [RagFields.Subject, RagFields.Book, RagFields.Grade, RagFields.Year, RagFields.Module, RagFields.Category, RagFields.Name];

    public string Kind => RagTaskKinds.Research.Name;

    public async ValueTask<string> CheckAsync(RagUser user, string input, CancellationToken cancellationToken = default)
    {
        var what = RagTaskKinds.Research.ReadInput(input);
        var question = QuestionText.Clean(what.Question);
        FilterOf(what);
        await RequireRightsAsync(user, cancellationToken).ConfigureAwait(false);
        return question;
    }

    public async Task<string> RunAsync(IRagTaskContext context, CancellationToken cancellationToken)
    {
        await RequireRightsAsync(context.User, cancellationToken).ConfigureAwait(false);
        var what = RagTaskKinds.Research.ReadInput(context.Input);
        var task = new ResearchTask(what.Question, context.User) { Within = FilterOf(what), Earlier = EarlierOf(context.Saved) };
        if (task.Earlier is null) context.Report(0, "planning what to ask");
        var known = task.Earlier?.Sections.Where(section => section.Answer.Trace.Scope == task.Earlier.Plan.Scope).Select(section => section.Question).ToHashSet(StringComparer.Ordinal) ?? [];
        ResearchUpdate.Planned? plan = null;
        await foreach (var update in research.RunAsync(task, cancellationToken).ConfigureAwait(false))
        {
            switch (update)
            {
                case ResearchUpdate.Planned planned:
                    // Under other rights, what was kept is not gone on with, and its places are taken by what is found now.
                    if (task.Earlier is null || task.Earlier.Plan.Scope != planned.Scope) known.Clear();
                    plan = planned;
                    await context.SaveAsync(Plan, JsonSerializer.Serialize(planned, ResearchTaskJson.Default.Planned), cancellationToken).ConfigureAwait(false);
                    context.Report(Planned, Counted(0, planned.Questions.Count));
                    break;
                case ResearchUpdate.Answered answered:
                    if (known.Add(answered.Section.Question)) await SaveAsync(context, plan!, answered.Section, cancellationToken).ConfigureAwait(false);
                    context.Report(Planned + (Answered * answered.Done / answered.Of), Counted(answered.Done, answered.Of));
                    break;
                case ResearchUpdate.Completed { Report: var report }:
                    return RagTaskKinds.Research.WriteResult(report);
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private static ValueTask SaveAsync(IRagTaskContext context, ResearchUpdate.Planned plan, ResearchSection section, CancellationToken cancellationToken)
    {
        var place = plan.Questions.Index().First(question => question.Item == section.Question).Index;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Section}{place}");
        return context.SaveAsync(name, JsonSerializer.Serialize(section, ResearchTaskJson.Default.ResearchSection), cancellationToken);
    }

    // What another version kept is asked anew.
    private static ResearchProgress? EarlierOf(IReadOnlyDictionary<string, string> saved)
    {
        try
        {
            return saved.TryGetValue(Plan, out var plan) && JsonSerializer.Deserialize(plan, ResearchTaskJson.Default.Planned) is { } planned
                ? new(planned)
                {
                    Sections =
                    [
                        .. saved.Where(part => part.Key.StartsWith(Section, StringComparison.Ordinal))
                            .Select(part => JsonSerializer.Deserialize(part.Value, ResearchTaskJson.Default.ResearchSection)).OfType<ResearchSection>(),
                    ],
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask RequireRightsAsync(RagUser user, CancellationToken cancellationToken)
    {
        if ((await policy.ResolveAsync(user, cancellationToken).ConfigureAwait(false)).IsEmpty)
            throw new RagTaskRefusedException("Who asks may see no document, so there is nothing to find out; ask for a role.");
    }

    private static VectorFilter FilterOf(ResearchInput what)
    {
        if (what.Within.Count > MaxFields) throw new RagInputException($"The research is narrowed by {what.Within.Count} fields; at most {MaxFields} are accepted.");
        var filter = VectorFilter.All;
        foreach (var (field, values) in what.Within)
        {
            if (!Fields.Contains(field, StringComparer.Ordinal)) throw new RagInputException($"A research can't be narrowed by this field; it can by {string.Join(", ", Fields)}.");
            if (values.Count is 0 or > MaxValues) throw new RagInputException($"The field '{field}' has {values.Count} values to narrow by; 1 to {MaxValues} are accepted.");
            filter &= VectorFilter.AnyOf(field, [.. values.Select(value => (FieldValue)value)]);
        }

        return filter;
    }

    private static string Counted(int done, int of) => string.Create(CultureInfo.InvariantCulture, $"{done} of {of} questions answered");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ResearchUpdate.Planned))]
[JsonSerializable(typeof(ResearchSection))]
internal sealed partial class ResearchTaskJson : JsonSerializerContext;
