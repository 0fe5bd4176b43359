"use strict";
// The coefficients beside their limits. The table below the chart says the same.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("disparities");
  const data = document.getElementById("disparities-data");
  if (!place || !data || !window.echarts) return;
  const given = JSON.parse(data.textContent);
  if (!given.bars.length) return;
  place.classList.add("drawn");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const bars = [...given.bars].reverse();
  const chart = echarts.init(place, null, { renderer: "svg" });
  const narrow = place.clientWidth < 500;
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: style.getPropertyValue("--tblr-font-sans-serif") },
    grid: { left: narrow ? 130 : 170, right: narrow ? 20 : 60, top: 40, bottom: 30 },
    legend: { top: 0, left: 0, selectedMode: false, data: [{ name: given.within, icon: "rect" }, { name: given.over, icon: "rect" }, { name: given.limit, icon: "path://M0,0 L2,0 L2,12 L0,12 Z" }] },
    tooltip: {
      renderMode: "richText",
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (items) => {
        const bar = bars[items[0].dataIndex];
        return `${bar.name}\n${given.value} ${bar.value.toFixed(3)}（${bar.over ? given.over : given.within}）\n${given.limit} ≤ ${bar.limit}`;
      },
    },
    xAxis: { type: "value", min: 0 },
    yAxis: { type: "category", data: bars.map((bar) => bar.name), axisTick: { show: false } },
    series: [
      { name: given.within, type: "bar", stack: "cv", data: bars.map((bar) => (bar.over ? null : bar.value)), itemStyle: { color: colour("--ok") }, barMaxWidth: 16 },
      { name: given.over, type: "bar", stack: "cv", data: bars.map((bar) => (bar.over ? bar.value : null)), itemStyle: { color: colour("--bad"), decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0.785, color: "rgba(255,255,255,.5)" } }, barMaxWidth: 16 },
      { name: given.limit, type: "scatter", data: bars.map((bar) => bar.limit), symbol: "rect", symbolSize: [3, 20], itemStyle: { color: "#1b1f24" }, z: 5 },
    ],
  });
  window.addEventListener("resize", () => chart.resize());
});
