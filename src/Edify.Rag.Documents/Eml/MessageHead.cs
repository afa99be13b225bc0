using System.Globalization;

namespace Edify.Rag.Documents.Eml;

/// <summary>What the fields of a message say to people.</summary>
/// <param name="headers">The fields.</param>
internal sealed class MessageHead(MimeHeaders headers)
{
    private const int LongestField = 500;

    private readonly DateTimeOffset? _date = MailDate.Parse(headers["Date"]);

    /// <summary>Its subject; empty without one.</summary>
    public string Subject { get; } = headers.Text("Subject");

    /// <summary>Whether this is no message, but a page that a browser saved as one.</summary>
    public bool IsSavedPage { get; } =
        headers["Snapshot-Content-Location"].Length > 0 || headers["From"].StartsWith("<Saved by ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sender, recipients and date in one line; empty when none is named.</summary>
    public string Line
    {
        get
        {
            var date = _date?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) ?? headers.Text("Date");
            (string Name, string Value)[] said = [("From", headers.Text("From")), ("To", headers.Text("To")), ("Cc", headers.Text("Cc")), ("Date", date)];
            return string.Join("; ", said.Where(s => s.Value.Length > 0).Select(s => $"{s.Name}: {Shorten(s.Value)}"));
        }
    }

    /// <summary>The same for whoever asks what the document says of itself.</summary>
    public DocumentInfo Info => new()
    {
        Title = Subject.Length > 0 ? Subject : null,
        Author = DisplayName(headers.Text("From")),
        Language = headers.Text("Content-Language") is { Length: > 0 } language ? language.Split(',')[0].Trim() : null,
        Properties = Properties(),
    };

    private Dictionary<string, FieldValue> Properties()
    {
        var properties = new Dictionary<string, FieldValue>();
        foreach (var name in new[] { "From", "To", "Cc" })
            if (headers.Text(name) is { Length: > 0 } value) properties[name.ToLowerInvariant()] = value;
        if (_date is { } date) properties["date"] = date;
        return properties;
    }

    private static string Shorten(string text) => text.Length <= LongestField ? text : text[..LongestField] + "…";

    // "Ann Example" <ann@example.org>
    private static string? DisplayName(string from)
    {
        var address = from.IndexOf('<', StringComparison.Ordinal);
        var name = (address > 0 ? from[..address] : from).Trim().Trim('"').Trim();
        return name.Length > 0 ? name : null;
    }
}
