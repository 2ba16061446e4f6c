import type { Translate } from '~/i18n/translator'
import { box, type DrawnLadder } from '~/messages/ladders/draw-ladder'
import type { LadderCounts } from '~/messages/ladders/ladder-counts.server'

interface DrawingProps {
  t: Translate
  drawing: DrawnLadder
  says: Record<string, string>
  counts: Pick<LadderCounts, 'steps'>
}

/** Letters of a box's line. */
const most = 36

/** The ladder as a path, with how many people stand at each step. The list below it says the same in words. */
export function LadderDrawing({ t, drawing, says, counts }: DrawingProps) {
  return (
    <svg
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      width={drawing.width}
      height={drawing.height}
      className="ladder"
      role="img"
      aria-label={t('ladders.drawing')}
    >
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" fill="currentColor" />
        </marker>
      </defs>
      {drawing.ways.map(({ from, to, by, path, at }) => (
        <g key={`${from} ${to} ${by}`}>
          <path d={path} className="way" markerEnd="url(#arrow)" />
          {by !== 'next' && (
            <text x={at.x} y={at.y} className="small">
              {t(`ladders.ways.${by}`)}
            </text>
          )}
        </g>
      ))}
      {drawing.steps.map(({ key, kind, y }) => (
        <g key={key}>
          <title>{says[key]}</title>
          <rect
            x={box.x}
            y={y}
            width={box.width}
            height={box.height}
            rx={kind === 'wait' || kind === 'end' ? 20 : 4}
            className={kind}
          />
          <text x={box.x + 12} y={y + 19} className={kind}>
            {cut(says[key] ?? '')}
          </text>
          <text x={box.x + 12} y={y + 35} className={`small ${kind}`}>
            {counts.steps[key] ? t('ladders.here', counts.steps[key]) : ''}
          </text>
        </g>
      ))}
    </svg>
  )
}

function cut(words: string): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words
}
