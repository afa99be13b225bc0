namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Keeps the straight lines of painted paths that may rule a table (ISO 32000-2, 8.5); knows no colours, curves or clips.</summary>
/// <remarks>Tables are ruled by stroked lines and boxes, and as often by filled rectangles as thin as a line.</remarks>
internal sealed class PathPainter(PageContent page)
{
    /// <summary>What a page may hold of them; maps and drawings hold more, and no tables.</summary>
    private const int MaxRulings = 4000;

    private const int MaxSegments = 1024;
    private const double Straight = 0.5;
    private const double ThinnerThan = 3;
    private const double LongerThan = 6;

    private readonly record struct Segment(double X1, double Y1, double X2, double Y2, int Subpath);

    private readonly List<Segment> _segments = [];
    private double _x;
    private double _y;
    private double _startX;
    private double _startY;
    private int _subpath;

    /// <summary>Executes an operator, if it is one of paths.</summary>
    public void Execute(int code, Operands operands, in Matrix ctm)
    {
        switch (code)
        {
            case 'm': Move(ctm.Apply(operands.Number(1), operands.Number(0))); break;
            case 'l': Draw(ctm.Apply(operands.Number(1), operands.Number(0))); break;
            case 'c' or 'v' or 'y': (_x, _y) = ctm.Apply(operands.Number(1), operands.Number(0)); break;
            case 'h': Close(); break;
            case 'r' | 'e' << 8: AddRectangle(operands, ctm); break;
            case 's' or 'b' or 'b' | '*' << 8:
                Close();
                Stroke();
                break;
            case 'S' or 'B' or 'B' | '*' << 8: Stroke(); break;
            case 'f' or 'F' or 'f' | '*' << 8: Fill(); break;
            case 'n': _segments.Clear(); break;
        }
    }

    private void Move((double X, double Y) to)
    {
        (_x, _y) = (_startX, _startY) = to;
        _subpath++;
    }

    private void Draw((double X, double Y) to)
    {
        if (_segments.Count < MaxSegments) _segments.Add(new Segment(_x, _y, to.X, to.Y, _subpath));
        (_x, _y) = to;
    }

    private void Close() => Draw((_startX, _startY));

    private void AddRectangle(Operands operands, in Matrix ctm)
    {
        var (x, y, width, height) = (operands.Number(3), operands.Number(2), operands.Number(1), operands.Number(0));
        Move(ctm.Apply(x, y));
        Draw(ctm.Apply(x + width, y));
        Draw(ctm.Apply(x + width, y + height));
        Draw(ctm.Apply(x, y + height));
        Close();
    }

    private void Stroke()
    {
        foreach (var segment in _segments) Add(segment.X1, segment.Y1, segment.X2, segment.Y2);
        _segments.Clear();
    }

    // A filled shape rules the page if it is as thin as a line.
    private void Fill()
    {
        for (var i = 0; i < _segments.Count;)
        {
            var (left, right, bottom, top) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
            var subpath = _segments[i].Subpath;
            for (; i < _segments.Count && _segments[i].Subpath == subpath; i++)
            {
                var s = _segments[i];
                (left, right) = (Math.Min(left, Math.Min(s.X1, s.X2)), Math.Max(right, Math.Max(s.X1, s.X2)));
                (bottom, top) = (Math.Min(bottom, Math.Min(s.Y1, s.Y2)), Math.Max(top, Math.Max(s.Y1, s.Y2)));
            }

            if (top - bottom < ThinnerThan) Add(left, (top + bottom) / 2, right, (top + bottom) / 2);
            else if (right - left < ThinnerThan) Add((left + right) / 2, bottom, (left + right) / 2, top);
        }

        _segments.Clear();
    }

    private void Add(double x1, double y1, double x2, double y2)
    {
        if (page.Rulings.Count >= MaxRulings || !double.IsFinite(x1 + y1 + x2 + y2)) return;
        var (dx, dy) = (Math.Abs(x2 - x1), Math.Abs(y2 - y1));
        if (dx > LongerThan && dy <= Straight) page.Rulings.Add(new Ruling((float)Math.Min(x1, x2), (float)y1, (float)Math.Max(x1, x2), (float)y1));
        else if (dy > LongerThan && dx <= Straight) page.Rulings.Add(new Ruling((float)x1, (float)Math.Min(y1, y2), (float)x1, (float)Math.Max(y1, y2)));
    }
}
