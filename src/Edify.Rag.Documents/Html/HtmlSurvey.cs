using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>A first walk through a page: where its text is, and which tables only lay it out.</summary>
internal sealed class HtmlSurvey : IHtmlVisitor
{
    private readonly IElement _body;
    private readonly Dictionary<IElement, int> _lengths = [];
    private readonly Stack<IElement> _regions = new();
    private readonly Stack<IElement> _tables = new();
    private readonly HashSet<IElement> _layoutTables = [];
    private readonly List<IElement> _topHeadings = [];
    private int _length;

    private HtmlSurvey(IElement body) => _body = body;

    /// <summary>The element that holds the content: main or the longest article if most of the text is in it, else the body.</summary>
    public IElement MainContent { get; private set; } = null!;

    /// <summary>Surveys a page.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static HtmlSurvey Of(IElement body, CancellationToken cancellationToken)
    {
        var survey = new HtmlSurvey(body);
        HtmlTree.Walk(body, survey, cancellationToken);
        survey.MainContent = survey.FindMainContent();
        return survey;
    }

    /// <summary>Whether a table arranges a page instead of data: it holds other tables, or says so.</summary>
    public bool IsLayout(IElement table) => _layoutTables.Contains(table);

    /// <summary>Whether a form is wrapped around most of the page, as some frameworks do.</summary>
    public bool IsWholePage(IElement form) => HoldsMost(form);

    /// <summary>Whether a heading of level 1 stands within an element.</summary>
    public bool HasTopHeading(IElement root) => _topHeadings.Any(heading => IsWithin(heading, root));

    /// <inheritdoc/>
    public bool Enter(IElement element)
    {
        if (element.LocalName == "h1") _topHeadings.Add(element);
        if (element.LocalName == "table") EnterTable(element);
        if (IsRegion(element))
        {
            _lengths[element] = -_length;
            _regions.Push(element);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Leave(IElement element)
    {
        if (_tables.TryPeek(out var table) && ReferenceEquals(table, element)) _tables.Pop();
        if (!_regions.TryPeek(out var region) || !ReferenceEquals(region, element)) return;
        _regions.Pop();
        _lengths[element] += _length;
    }

    /// <inheritdoc/>
    public void Text(string text)
    {
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) _length++;
    }

    private void EnterTable(IElement table)
    {
        if (_tables.TryPeek(out var outer)) _layoutTables.Add(outer);
        if (table.GetAttribute("role") is "presentation" or "none") _layoutTables.Add(table);
        _tables.Push(table);
    }

    private IElement FindMainContent()
    {
        var main = _lengths.Keys.FirstOrDefault(region => IsMain(region) && HoldsMost(region));
        var article = _lengths.Keys.Where(region => region.LocalName == "article" && HoldsMost(region)).MaxBy(region => _lengths[region]);
        return main ?? article ?? _body;
    }

    private bool HoldsMost(IElement region) => _lengths.GetValueOrDefault(region) * 2L > _length;

    private static bool IsRegion(IElement element) => element.LocalName is "article" or "form" || IsMain(element);

    private static bool IsMain(IElement element) => element.LocalName == "main" || element.GetAttribute("role") == "main";

    private static bool IsWithin(IElement element, IElement root)
    {
        for (var at = element; at is not null; at = at.ParentElement)
            if (ReferenceEquals(at, root)) return true;
        return false;
    }
}
