using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Edify.Rag;

/// <summary>A kind of task, with the forms of what goes in and what comes out.</summary>
/// <typeparam name="TInput">What is to be done.</typeparam>
/// <typeparam name="TResult">What it came to.</typeparam>
/// <param name="name">Its name: lower-case letters, digits and '-', at most 40.</param>
/// <param name="input">How the input is written as JSON.</param>
/// <param name="result">How the result is written as JSON.</param>
public sealed class RagTaskKind<TInput, TResult>(string name, JsonTypeInfo<TInput> input, JsonTypeInfo<TResult> result)
    where TInput : class
    where TResult : class
{
    /// <summary>Its name.</summary>
    public string Name { get; } = RagTaskNames.Check(name);

    /// <summary>A request for a task of this kind.</summary>
    /// <param name="what">What is to be done.</param>
    public RagTaskRequest Request(TInput what) => new(Name, JsonSerializer.Serialize(what, input));

    /// <summary>Reads what is to be done.</summary>
    /// <param name="json">A request's input.</param>
    /// <exception cref="RagInputException">It is not of this form.</exception>
    public TInput ReadInput(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, input) ?? throw new RagInputException($"The input of a task '{Name}' is null; it must be an object.");
        }
        catch (JsonException e)
        {
            throw new RagInputException($"The input of a task '{Name}' is not of its form, at '{e.Path ?? "$"}' on line {e.LineNumber + 1 ?? 1}.");
        }
    }

    /// <summary>Writes what it came to.</summary>
    /// <param name="outcome">The result.</param>
    public string WriteResult(TResult outcome) => JsonSerializer.Serialize(outcome, result);

    /// <summary>Reads what it came to.</summary>
    /// <param name="json">A task's result.</param>
    /// <exception cref="JsonException">It is not of this form.</exception>
    public TResult ReadResult(string json) => JsonSerializer.Deserialize(json, result) ?? throw new JsonException("The result is null.");
}

/// <summary>Submits tasks, and reads their results, in the forms of their kinds.</summary>
public static class RagTaskKindExtensions
{
    /// <summary>Submits a task of a kind; see <see cref="IRagTasks.SubmitAsync"/>.</summary>
    /// <typeparam name="TInput">What is to be done.</typeparam>
    /// <typeparam name="TResult">What it comes to.</typeparam>
    /// <param name="tasks">Where.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="input">What is to be done.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagException">As <see cref="IRagTasks.SubmitAsync"/> raises it.</exception>
    public static Task<RagTask> SubmitAsync<TInput, TResult>(
        this IRagTasks tasks, RagUser user, RagTaskKind<TInput, TResult> kind, TInput input, CancellationToken cancellationToken = default)
        where TInput : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(kind);
        return tasks.SubmitAsync(user, kind.Request(input), cancellationToken);
    }

    /// <summary>What a task came to; <see langword="null"/> unless it is done.</summary>
    /// <typeparam name="TInput">What was to be done.</typeparam>
    /// <typeparam name="TResult">What it came to.</typeparam>
    /// <param name="tasks">Where.</param>
    /// <param name="user">Whose task it is.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Which task.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">Tasks can't be read.</exception>
    public static async Task<TResult?> ReadResultAsync<TInput, TResult>(
        this IRagTasks tasks, RagUser user, RagTaskKind<TInput, TResult> kind, Guid id, CancellationToken cancellationToken = default)
        where TInput : class
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(kind);
        return await tasks.ReadResultAsync(user, id, cancellationToken).ConfigureAwait(false) is { } json ? kind.ReadResult(json) : null;
    }
}

/// <summary>What a kind may be called: a part of a job's kind, and of addresses.</summary>
internal static class RagTaskNames
{
    private const int MaxLength = 40;

    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no name of a kind of task; use 1 to {MaxLength} lower-case letters, digits and '-'.", nameof(name));
    }
}
